/** What every HTTP service shares: routes, media types, problems, multipart, streaming. */
@NullMarked
package io.isthmus.web.http;

import org.jspecify.annotations.NullMarked;
