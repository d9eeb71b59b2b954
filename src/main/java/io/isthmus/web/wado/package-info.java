/** WADO-RS: the Retrieve transaction over HTTP (PS3.18 10.4). */
@NullMarked
package io.isthmus.web.wado;

import org.jspecify.annotations.NullMarked;
