/** QIDO-RS: searches for studies, series and instances over HTTP (PS3.18 10.6, 8.3.4). */
@NullMarked
package io.isthmus.web.qido;

import org.jspecify.annotations.NullMarked;
