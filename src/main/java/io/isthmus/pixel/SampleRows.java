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
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Colours of eight bits each, in pixels side by side, are what most rows of colour are. */
  private static final int COLOURS = 3;

  private final byte[] bytes;
  private final int columns;
  private final int components;
  private final int width;
  private final int pixelStride;
  private final int planeStride;

  private SampleRows(byte[] bytes, FrameDescription pixels) {
    this.bytes = bytes;
    this.columns = pixels.columns();
    this.components = pixels.samplesPerPixel();
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
    if (step == 1 && pixelStride == width) {
      put(at, line, from, columns);
      return;
    }
    for (int x = 0, i = from; x < columns; x++, i += step, at += pixelStride) {
      put(at, line, i, 1);
    }
  }

  /** Sets a row of all components from a line that has them pixel by pixel, {@code from} on. */
  public void putPixels(int row, int[] line, int from) {
    if (pixelStride == width * components) {
      put(start(row, 0), line, from, columns * components);
      return;
    }
    for (int component = 0; component < components; component++) {
      put(row, component, line, from + component, components);
    }
  }

  /** Sets a row of all components, each from its line, {@code from} on. */
  public void putLines(int row, int[][] lines, int from) {
    if (width != Byte.BYTES || pixelStride != COLOURS) {
      for (int component = 0; component < components; component++) {
        put(row, component, lines[component], from, 1);
      }
      return;
    }
    int[] red = lines[0];
    int[] green = lines[1];
    int[] blue = lines[2];
    int at = start(row, 0);
    for (int x = 0; x < columns; x++) {
      bytes[at + COLOURS * x] = (byte) red[from + x];
      bytes[at + COLOURS * x + 1] = (byte) green[from + x];
      bytes[at + COLOURS * x + 2] = (byte) blue[from + x];
    }
  }

  private void put(int at, int[] line, int from, int count) {
    switch (width) {
      case Byte.BYTES -> {
        for (int i = 0; i < count; i++) {
          bytes[at + i] = (byte) line[from + i];
        }
      }
      case Short.BYTES -> {
        for (int i = 0; i < count; i++) {
          WORDS.set(bytes, at + i * Short.BYTES, (short) line[from + i]);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          LONG_WORDS.set(bytes, at + i * Integer.BYTES, line[from + i]);
        }
      }
    }
  }

  /** Gets a row of one component, unsigned unless of 32 bits, into the places of {@link #put}. */
  public void get(int row, int component, int[] line, int from, int step) {
    int at = start(row, component);
    if (step == 1 && pixelStride == width) {
      get(at, line, from, columns);
      return;
    }
    for (int x = 0, i = from; x < columns; x++, i += step, at += pixelStride) {
      get(at, line, i, 1);
    }
  }

  /** Gets a row of all components, pixel by pixel, as {@link #get} does of one. */
  public void getPixels(int row, int[] line) {
    if (pixelStride == width * components) {
      get(start(row, 0), line, 0, columns * components);
      return;
    }
    for (int component = 0; component < components; component++) {
      get(row, component, line, component, components);
    }
  }

  /** Gets a row of all components into the places of {@link #putLines}. */
  public void getLines(int row, int[][] lines, int from) {
    if (width != Byte.BYTES || pixelStride != COLOURS) {
      for (int component = 0; component < components; component++) {
        get(row, component, lines[component], from, 1);
      }
      return;
    }
    int[] red = lines[0];
    int[] green = lines[1];
    int[] blue = lines[2];
    int at = start(row, 0);
    for (int x = 0; x < columns; x++) {
      red[from + x] = bytes[at + COLOURS * x] & 0xFF;
      green[from + x] = bytes[at + COLOURS * x + 1] & 0xFF;
      blue[from + x] = bytes[at + COLOURS * x + 2] & 0xFF;
    }
  }

  private void get(int at, int[] line, int from, int count) {
    switch (width) {
      case Byte.BYTES -> {
        for (int i = 0; i < count; i++) {
          line[from + i] = bytes[at + i] & 0xFF;
        }
      }
      case Short.BYTES -> {
        for (int i = 0; i < count; i++) {
          line[from + i] = (short) WORDS.get(bytes, at + i * Short.BYTES) & 0xFFFF;
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          line[from + i] = (int) LONG_WORDS.get(bytes, at + i * Integer.BYTES);
        }
      }
    }
  }

  /** How many bits the largest sample takes, seen as unsigned; at least 1. */
  public int usedBits() {
    long used = 1;
    int eights = bytes.length & -Long.BYTES;
    for (int i = 0; i < eights; i += Long.BYTES) {
      used |= (long) EIGHT_BYTES.get(bytes, i);
    }
    for (int i = eights; i < bytes.length; i++) {
      used |= (bytes[i] & 0xFFL) << (i % width * Byte.SIZE);
    }
    // Eight bytes are several samples, laid upon each other here.
    for (int bits = Integer.SIZE; bits >= width * Byte.SIZE; bits /= 2) {
      used |= used >>> bits;
    }
    int sample = (int) used & -1 >>> (Integer.SIZE - width * Byte.SIZE);
    return Integer.SIZE - Integer.numberOfLeadingZeros(sample);
  }

  private int start(int row, int component) {
    return row * columns * pixelStride + component * planeStride;
  }
}
