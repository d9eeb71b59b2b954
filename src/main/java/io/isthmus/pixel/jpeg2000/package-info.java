/** JPEG 2000 and High-Throughput JPEG 2000 by OpenJPEG (PS3.5 8.2.4, 8.2.14; T.800, T.814). */
@NullMarked
package io.isthmus.pixel.jpeg2000;

import org.jspecify.annotations.NullMarked;
