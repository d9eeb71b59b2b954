package io.isthmus.pixel.codec;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * RLE Lossless (PS3.5 G): a segment for each byte of each component, the highest byte first. The
 * planar configuration stays as the data set states it.
 */
final class RleCodec implements FrameDecoder, FrameEncoder {
  private static final int HEADER = 64;
  private static final int MOST_SEGMENTS = 15;
  private static final int LONGEST_RUN = 128;

  @Override
  public FrameDescription decoded(FrameDescription stored) {
    boolean shared = stored.photometricInterpretation().endsWith("_422");
    return shared ? stored.interleaved("YBR_FULL") : stored;
  }

  @Override
  public byte[] decode(byte[] codestream, FrameDescription stored, Deadline deadline)
      throws CodecException {
    FrameDescription pixels = decoded(stored);
    int segments = segments(pixels);
    int[] offsets = offsets(codestream, segments);
    byte[] frame = new byte[(int) pixels.frameBytes()];
    for (int i = 0; i < segments; i++) {
      deadline.check();
      Bytes bytes = Bytes.of(i, pixels, frame.length / segments);
      unpack(codestream, offsets[i], offsets[i + 1], frame, bytes);
    }
    return frame;
  }

  private static int[] offsets(byte[] codestream, int segments) throws CodecException {
    if (codestream.length < HEADER) {
      throw CodecException.malformed("an RLE frame of " + codestream.length + " bytes");
    }
    ByteBuffer header = ByteBuffer.wrap(codestream).order(ByteOrder.LITTLE_ENDIAN);
    int count = header.getInt();
    if (count != segments) {
      throw new CodecException(
          CodecException.Reason.CONTRADICTS_DATA_SET,
          "an RLE frame of " + count + " segments instead of " + segments);
    }
    int[] offsets = new int[segments + 1];
    for (int i = 0; i < segments; i++) {
      offsets[i] = header.getInt();
    }
    offsets[segments] = codestream.length;
    int before = HEADER;
    for (int offset : offsets) {
      if (offset < before) {
        throw CodecException.malformed("an RLE segment at offset " + offset);
      }
      before = offset;
    }
    return offsets;
  }

  /** Undoes PackBits (G.3.2); bytes beyond the last pixel are padding. */
  private static void unpack(byte[] from, int start, int end, byte[] to, Bytes bytes)
      throws CodecException {
    int step = bytes.step;
    int in = start;
    int out = bytes.first;
    int left = bytes.count;
    while (left > 0) {
      if (in + 1 >= end) {
        throw CodecException.malformed("an RLE segment ends early at offset " + in);
      }
      int control = from[in++];
      if (control >= 0) {
        int length = Math.min(Math.min(control + 1, left), end - in);
        copy(from, in, to, out, length, step);
        in += length;
        out += length * step;
        left -= length;
      } else if (control != -LONGEST_RUN) {
        int length = Math.min(1 - control, left);
        fill(to, out, length, step, from[in++]);
        out += length * step;
        left -= length;
      }
    }
  }

  private static void copy(byte[] from, int in, byte[] to, int out, int length, int step) {
    if (step == 1) {
      System.arraycopy(from, in, to, out, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      to[out + i * step] = from[in + i];
    }
  }

  private static void fill(byte[] to, int out, int length, int step, byte value) {
    for (int i = 0; i < length; i++) {
      to[out + i * step] = value;
    }
  }

  @Override
  public boolean accepts(FrameDescription pixels) {
    return segments(pixels) <= MOST_SEGMENTS
        && !pixels.photometricInterpretation().endsWith("_422");
  }

  @Override
  public FrameDescription encoded(FrameDescription pixels) {
    return pixels;
  }

  @Override
  public byte[] encode(byte[] frame, FrameDescription pixels, Deadline deadline)
      throws CodecException {
    int segments = segments(pixels);
    int length = (int) (pixels.frameBytes() / segments);
    // Of single bits a row may end within a byte: the frame is then one row.
    int row = pixels.bitsAllocated() == 1 ? length : pixels.columns();
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(segments);
    ByteArrayOutputStream out = new ByteArrayOutputStream(frame.length / 2 + HEADER);
    out.writeBytes(header.array());
    byte[] line = new byte[row];
    for (int i = 0; i < segments; i++) {
      header.putInt(out.size());
      Bytes bytes = Bytes.of(i, pixels, length);
      for (int done = 0; done < bytes.count; done += row) {
        deadline.check();
        for (int x = 0; x < row; x++) {
          line[x] = frame[bytes.first + (done + x) * bytes.step];
        }
        pack(line, out);
      }
      if (out.size() % 2 != 0) {
        out.write(0);
      }
    }
    byte[] codestream = out.toByteArray();
    System.arraycopy(header.array(), 0, codestream, 0, HEADER);
    return codestream;
  }

  /** PackBits of one row (G.3.1): runs of three or more are repeated, the rest is copied. */
  private static void pack(byte[] line, ByteArrayOutputStream out) {
    int at = 0;
    int copied = 0;
    while (at < line.length) {
      int run = run(line, at);
      if (run < 3 && at + run < line.length) {
        at += run;
        continue;
      }
      if (run < 2) {
        at += run;
        run = 0;
      }
      copy(line, copied, at, out);
      if (run > 0) {
        out.write(1 - run);
        out.write(line[at]);
      }
      at += run;
      copied = at;
    }
  }

  private static int run(byte[] line, int from) {
    int to = from + 1;
    while (to < line.length && line[to] == line[from] && to - from < LONGEST_RUN) {
      to++;
    }
    return to - from;
  }

  private static void copy(byte[] line, int from, int to, ByteArrayOutputStream out) {
    for (int at = from; at < to; at += LONGEST_RUN) {
      int length = Math.min(LONGEST_RUN, to - at);
      out.write(length - 1);
      out.write(line, at, length);
    }
  }

  private static int segments(FrameDescription pixels) {
    return pixels.bytesPerSample() * pixels.samplesPerPixel();
  }

  /**
   * The places in a frame of the bytes of one segment: the first, from one to the next, how many.
   */
  private record Bytes(int first, int step, int count) {
    static Bytes of(int segment, FrameDescription pixels, int count) {
      int width = pixels.bytesPerSample();
      int component = segment / width;
      int lowest = width - 1 - segment % width;
      int step = pixels.byPlane() ? width : width * pixels.samplesPerPixel();
      int start = component * width * (pixels.byPlane() ? count : 1);
      return new Bytes(start + lowest, step, count);
    }
  }
}
