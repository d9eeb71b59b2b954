package io.isthmus.web.wado;

import java.io.IOException;
import java.io.OutputStream;

/** Passes on a range of the bytes that are written to it. */
final class Window extends OutputStream {
  private final OutputStream out;
  private long skip;
  private long left;

  /**
   * Over a stream.
   *
   * @param skip bytes that are dropped first
   * @param length bytes that are passed on then; those behind are dropped
   */
  Window(OutputStream out, long skip, long length) {
    this.out = out;
    this.skip = skip;
    this.left = length;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int dropped = (int) Math.min(skip, length);
    int some = (int) Math.min(left, length - dropped);
    skip -= dropped;
    left -= some;
    out.write(bytes, offset + dropped, some);
  }
}
