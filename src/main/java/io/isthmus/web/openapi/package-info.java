/** Describes the HTTP resources in OpenAPI, from the one table of them. */
@NullMarked
package io.isthmus.web.openapi;

import org.jspecify.annotations.NullMarked;
