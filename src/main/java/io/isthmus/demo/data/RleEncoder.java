package io.isthmus.demo.data;

import io.isthmus.demo.picture.Picture;
import io.isthmus.demo.picture.PixelFormat;
import java.io.ByteArrayOutputStream;

/** RLE Lossless of one frame (PS3.5 Annex G). */
final class RleEncoder {
  private static final int SEGMENT_TABLE = 64;
  private static final int LONGEST = 128;

  private RleEncoder() {}

  /** The fragment of a frame: segment table, then one segment for each byte of a pixel. */
  static byte[] encode(PixelFormat format, Picture.Rows frame) {
    int bytes = format.bitsAllocated() / 8;
    int pixel = bytes * format.samplesPerPixel();
    byte[][] rows = new byte[format.rows()][format.rowLength()];
    for (int y = 0; y < rows.length; y++) {
      frame.row(y, rows[y]);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] table = new byte[SEGMENT_TABLE];
    table[0] = (byte) pixel;
    out.writeBytes(table);
    for (int segment = 0; segment < pixel; segment++) {
      int4(table, 4 + 4 * segment, out.size());
      // G.2: samples in order, of each the most significant byte first.
      int plane = segment / bytes * bytes + (bytes - 1 - segment % bytes);
      segment(rows, plane, pixel, out);
    }
    byte[] result = out.toByteArray();
    System.arraycopy(table, 0, result, 0, SEGMENT_TABLE);
    return result;
  }

  private static void segment(byte[][] rows, int plane, int pixel, ByteArrayOutputStream out) {
    int start = out.size();
    byte[] line = new byte[rows[0].length / pixel];
    for (byte[] row : rows) {
      for (int x = 0; x < line.length; x++) {
        line[x] = row[x * pixel + plane];
      }
      pack(line, out);
    }
    if ((out.size() - start) % 2 != 0) {
      out.write(0);
    }
  }

  /** One row: runs of equal bytes, and stretches of different ones (G.3.1). */
  private static void pack(byte[] line, ByteArrayOutputStream out) {
    int at = 0;
    while (at < line.length) {
      int run = runAt(line, at);
      if (run > 1) {
        out.write(1 - run);
        out.write(line[at]);
        at += run;
      } else {
        int end = at + 1;
        while (end < line.length && end - at < LONGEST && runAt(line, end) < 3) {
          end++;
        }
        out.write(end - at - 1);
        out.write(line, at, end - at);
        at = end;
      }
    }
  }

  private static int runAt(byte[] line, int at) {
    int end = at + 1;
    while (end < line.length && end - at < LONGEST && line[end] == line[at]) {
      end++;
    }
    return end - at;
  }

  private static void int4(byte[] target, int at, int value) {
    for (int i = 0; i < 4; i++) {
      target[at + i] = (byte) (value >>> (8 * i));
    }
  }
}
