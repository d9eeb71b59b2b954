package io.isthmus.dicom.codec;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Bytes that arrive in fragments, held until they are read. */
final class FragmentSource implements ByteSource {
  private final ArrayDeque<ByteBuffer> fragments = new ArrayDeque<>();
  private boolean finished;

  void add(ByteBuffer fragment) {
    fragments.add(fragment);
  }

  void finish() {
    finished = true;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    while (true) {
      ByteBuffer first = fragments.peek();
      if (first == null) {
        return finished ? -1 : 0;
      }
      int count = Math.min(length, first.remaining());
      if (count > 0) {
        first.get(into, offset, count);
        return count;
      }
      fragments.remove();
    }
  }

  @Override
  public long skip(long bytes) {
    ByteBuffer first = fragments.peek();
    if (first == null) {
      return 0;
    }
    int count = (int) Math.min(bytes, first.remaining());
    first.position(first.position() + count);
    if (!first.hasRemaining()) {
      fragments.remove();
    }
    return count;
  }
}
