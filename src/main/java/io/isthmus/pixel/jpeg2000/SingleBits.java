package io.isthmus.pixel.jpeg2000;

import io.isthmus.pixel.FrameDescription;

/** Frames of single bits, which are packed in memory but are samples to a codec (PS3.5 8.1.1). */
final class SingleBits {
  private SingleBits() {}

  /** The same with a byte per sample. */
  static FrameDescription unpacked(FrameDescription pixels) {
    return pixels.bitsAllocated() == 1
        ? new FrameDescription(
            pixels.rows(),
            pixels.columns(),
            pixels.samplesPerPixel(),
            Byte.SIZE,
            1,
            0,
            false,
            pixels.photometricInterpretation(),
            pixels.byPlane())
        : pixels;
  }

  /** Packs samples of a byte each, the first in the lowest bit, where the data set has bits. */
  static byte[] packed(byte[] samples, FrameDescription pixels) {
    if (pixels.bitsAllocated() != 1) {
      return samples;
    }
    byte[] bits = new byte[(samples.length + Byte.SIZE - 1) / Byte.SIZE];
    for (int i = 0; i < samples.length; i++) {
      bits[i / Byte.SIZE] |= (byte) ((samples[i] & 1) << (i % Byte.SIZE));
    }
    return bits;
  }
}
