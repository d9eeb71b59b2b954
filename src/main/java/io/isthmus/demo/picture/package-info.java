/** The pictures of the demo archive: anatomy that never was, painted on demand, frame by frame. */
@NullMarked
package io.isthmus.demo.picture;

import org.jspecify.annotations.NullMarked;
