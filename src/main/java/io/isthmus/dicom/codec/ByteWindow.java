package io.isthmus.dicom.codec;

import java.io.IOException;
import java.util.Arrays;

/** The stretch of the input that is in memory, with its offset in the whole. */
final class ByteWindow {
  private static final int CAPACITY = 16 * 1024;

  private final ByteSource source;
  private final boolean own;
  private byte[] bytes;
  private int position;
  private int limit;
  private long base;
  private boolean ended;

  ByteWindow(ByteSource source) {
    this.source = source;
    this.own = true;
    this.bytes = new byte[CAPACITY];
  }

  ByteWindow(byte[] whole, int from, int to) {
    this.source = ByteSource.NONE;
    this.own = false;
    this.bytes = whole;
    this.position = from;
    this.limit = to;
    this.base = -from;
    this.ended = true;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  int available() {
    return limit - position;
  }

  long offset() {
    return base + position;
  }

  boolean ended() {
    return ended;
  }

  void advance(int count) {
    position += count;
  }

  /** Tries to have so many bytes at hand, at most the capacity; false: not yet, or ended before. */
  boolean fill(int count) throws IOException {
    while (limit - position < count) {
      if (ended || !readMore()) {
        return false;
      }
    }
    return true;
  }

  private boolean readMore() throws IOException {
    if (position == limit) {
      base += position;
      position = 0;
      limit = 0;
    } else if (limit == bytes.length) {
      System.arraycopy(bytes, position, bytes, 0, limit - position);
      base += position;
      limit -= position;
      position = 0;
    }
    int count = source.read(bytes, limit, bytes.length - limit);
    if (count < 0) {
      ended = true;
      return false;
    }
    limit += count;
    return count > 0;
  }

  /** Passes over up to so many bytes; fewer: not yet, or ended. */
  long skip(long count) throws IOException {
    long left = count - Math.min(count, available());
    position += (int) (count - left);
    while (left > 0) {
      long skipped = source.skip(left);
      base += skipped;
      left -= skipped;
      if (left > 0 && skipped <= 0) {
        if (!fill(1)) {
          return count - left;
        }
        int here = (int) Math.min(left, available());
        position += here;
        left -= here;
      }
    }
    return count;
  }

  /** Copies bytes at hand. */
  byte[] take(int count) {
    byte[] taken = Arrays.copyOfRange(bytes, position, position + count);
    position += count;
    return taken;
  }

  /** The bytes are a caller's, who may not see them changed. */
  boolean borrowed() {
    return !own;
  }
}
