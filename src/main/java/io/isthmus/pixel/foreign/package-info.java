/** Functions of C libraries that may be absent. */
@NullMarked
package io.isthmus.pixel.foreign;

import org.jspecify.annotations.NullMarked;
