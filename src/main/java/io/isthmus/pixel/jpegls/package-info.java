/**
 * JPEG-LS codestreams, lossless and near-lossless, of 2 to 16 bits per sample (ITU-T T.87). Its
 * bits are read and written apart from those of JPEG: what they have in common is the inner loop,
 * and the rule of stuffing is in the midst of it.
 */
@NullMarked
package io.isthmus.pixel.jpegls;

import org.jspecify.annotations.NullMarked;
