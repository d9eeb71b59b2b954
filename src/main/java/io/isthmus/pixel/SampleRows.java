package io.isthmus.pixel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Native pixels of 8, 16 or 32 bits each, seen as rows of samples, whichever the planar
 * configuration is (PS3.5 8.1.1, PS3.3 C.7.6.3.1.3).
 */
public final class SampleRows {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_WORDS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int columns;
  private final int width;
  private final int pixelStride;
  private final int planeStride;

  private SampleRows(byte[] bytes, FrameDescription pixels) {
    this.bytes = bytes;
    this.columns = pixels.columns();
    this.width = pixels.bytesPerSample();
    this.pixelStride = pixels.byPlane() ? width : width * pixels.samplesPerPixel();
    this.planeStride = pixels.byPlane() ? width * columns * pixels.rows() : width;
  }

  /** New pixels, all of them 0. */
  public static SampleRows blank(FrameDescription pixels) throws CodecException {
    return of(new byte[Math.toIntExact(pixels.frameBytes())], pixels);
  }

  /**
   * Pixels that are there.
   *
   * @throws CodecException if they are not of 8, 16 or 32 bits, or fewer than described
   */
  public static SampleRows of(byte[] frame, FrameDescription pixels) throws CodecException {
    int bits = pixels.bitsAllocated();
    boolean shared = pixels.frameBits() != pixels.samples() * bits;
    if (shared || (bits != Byte.SIZE && bits != Short.SIZE && bits != Integer.SIZE)) {
      throw CodecException.unsupported("samples of " + bits + " bits each for " + pixels);
    }
    if (frame.length < pixels.frameBytes()) {
      throw CodecException.malformed(
          "a frame of " + frame.length + " bytes instead of " + pixels.frameBytes());
    }
    return new SampleRows(frame, pixels);
  }

  /** All pixels, in little endian. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * Sets a row of one component from {@code line[from]}, {@code line[from + step]} and so on; of a
   * value the lowest bits count.
   */
  public void put(int row, int component, int[] line, int from, int step) {
    int at = start(row, component);
    int end = from + columns * step;
    switch (width) {
      case Byte.BYTES -> {
        for (int i = from; i < end; i += step, at += pixelStride) {
          bytes[at] = (byte) line[i];
        }
      }
      case Short.BYTES -> {
        for (int i = from; i < end; i += step, at += pixelStride) {
          WORDS.set(bytes, at, (short) line[i]);
        }
      }
      default -> {
        for (int i = from; i < end; i += step, at += pixelStride) {
          LONG_WORDS.set(bytes, at, line[i]);
        }
      }
    }
  }

  /** Gets a row of one component, unsigned unless of 32 bits, into the places of {@link #put}. */
  public void get(int row, int component, int[] line, int from, int step) {
    int at = start(row, component);
    int end = from + columns * step;
    switch (width) {
      case Byte.BYTES -> {
        for (int i = from; i < end; i += step, at += pixelStride) {
          line[i] = bytes[at] & 0xFF;
        }
      }
      case Short.BYTES -> {
        for (int i = from; i < end; i += step, at += pixelStride) {
          line[i] = (short) WORDS.get(bytes, at) & 0xFFFF;
        }
      }
      default -> {
        for (int i = from; i < end; i += step, at += pixelStride) {
          line[i] = (int) LONG_WORDS.get(bytes, at);
        }
      }
    }
  }

  /** How many bits the largest sample takes, seen as unsigned; at least 1. */
  public int usedBits() {
    int used = 1;
    for (int i = 0; i < bytes.length; i++) {
      used |= (bytes[i] & 0xFF) << (i % width * Byte.SIZE);
    }
    return Integer.SIZE - Integer.numberOfLeadingZeros(used);
  }

  private int start(int row, int component) {
    return row * columns * pixelStride + component * planeStride;
  }
}
