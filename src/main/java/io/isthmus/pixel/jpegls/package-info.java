/** JPEG-LS codestreams, lossless and near-lossless, of 2 to 16 bits per sample (ITU-T T.87). */
@NullMarked
package io.isthmus.pixel.jpegls;

import org.jspecify.annotations.NullMarked;
