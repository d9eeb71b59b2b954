package io.isthmus.dicom.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Deflates what is written, without a zlib header, and pads to an even length (PS3.5 A.5). */
final class DeflatedOutput extends OutputStream {
  private static final int BUFFER = 8 * 1024;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private @Nullable Deflater deflater;
  private long written;

  DeflatedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return;
    }
    Deflater open = deflater;
    if (open == null) {
      open = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
      deflater = open;
    }
    open.setInput(bytes, from, length);
    while (!open.needsInput()) {
      pass(open);
    }
  }

  /** Ends the deflated bytes, if any were written, and frees what deflates. */
  void finish() throws IOException {
    Deflater open = deflater;
    if (open == null) {
      return;
    }
    try {
      open.finish();
      while (!open.finished()) {
        pass(open);
      }
      if (written % 2 != 0) {
        out.write(0);
      }
    } finally {
      open.end();
      deflater = null;
    }
  }

  private void pass(Deflater open) throws IOException {
    int count = open.deflate(buffer);
    out.write(buffer, 0, count);
    written += count;
  }
}
