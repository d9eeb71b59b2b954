/** What the pixels of an image are, and what every decoder of them needs (PS3.3 C.7.6.3). */
@NullMarked
package io.isthmus.pixel;

import org.jspecify.annotations.NullMarked;
