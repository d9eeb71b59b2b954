package io.isthmus.pixel.codec;

import io.isthmus.pixel.FrameDescription;
import java.util.random.RandomGenerator;

/** Pictures that never were: gradients, steps, flat areas and noise, of every kind of sample. */
public final class RandomPictures {
  private final RandomGenerator random;

  /** Pictures by this generator. */
  public RandomPictures(RandomGenerator random) {
    this.random = random;
  }

  /** A description of up to so many rows and columns. */
  public FrameDescription description(int most) {
    int allocated = random.nextBoolean() ? 8 : 16;
    int stored = 2 + random.nextInt(allocated - 1);
    int samples = random.nextInt(3) == 0 ? 3 : 1;
    return new FrameDescription(
        1 + random.nextInt(most),
        1 + random.nextInt(most),
        samples,
        allocated,
        stored,
        stored - 1,
        samples == 1 && random.nextInt(4) == 0,
        samples == 3 ? "RGB" : "MONOCHROME2",
        samples == 3 && random.nextBoolean());
  }

  /** A frame of native pixels. */
  public byte[] frame(FrameDescription pixels) {
    byte[] frame = new byte[(int) pixels.frameBytes()];
    int width = pixels.bytesPerSample();
    int count = frame.length / width;
    int most = (1 << pixels.bitsStored()) - 1;
    int kind = random.nextInt(5);
    int level = random.nextInt(most + 1);
    int columns = pixels.columns();
    for (int i = 0; i < count; i++) {
      int value =
          switch (kind) {
            case 0 -> random.nextInt(most + 1);
            case 1 -> level;
            case 2 -> i % columns * most / columns;
            case 3 -> i / columns % 7 < 3 ? level : most;
            default ->
                Math.clamp(level + (i % columns) - (i / columns) + random.nextInt(5), 0, most);
          };
      // A negative value is extended over the bits that are not stored.
      if (pixels.signed() && value >> (pixels.bitsStored() - 1) == 1) {
        value |= -1 << pixels.bitsStored();
      }
      for (int b = 0; b < width; b++) {
        frame[i * width + b] = (byte) (value >> (b * 8));
      }
    }
    return frame;
  }
}
