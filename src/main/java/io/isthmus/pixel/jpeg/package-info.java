/** JPEG codestreams, lossy and lossless, of 2 to 16 bits per sample (ITU-T T.81). */
@NullMarked
package io.isthmus.pixel.jpeg;

import org.jspecify.annotations.NullMarked;
