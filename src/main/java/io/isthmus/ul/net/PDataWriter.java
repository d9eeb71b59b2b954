package io.isthmus.ul.net;

import io.isthmus.ul.Pdu;
import io.isthmus.ul.PduWriter;
import io.isthmus.ul.Pdv;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Packs messages into P-DATA-TFs, one value each, of even length, none longer than the peer
 * receives; several PDUs go out in one write. Used under the transport's write lock.
 */
final class PDataWriter {
  private static final int HEADERS = Pdu.HEADER_LENGTH + Pdv.HEADER_LENGTH;
  private static final int LARGEST = 128 * 1024;
  private static final int SMALLEST = 16;
  private static final int FIRST_CAPACITY = 8 * 1024;
  private static final int FULL_CAPACITY = 64 * 1024;
  private static final int ROOM_FOR_COMMAND = 1024;

  private final Transport transport;
  private final int fragment;
  private ByteBuffer out = ByteBuffer.allocate(FIRST_CAPACITY);

  /**
   * For a peer.
   *
   * @param peerMaxPduLength most bytes of variable field that it receives; 0 means unlimited
   */
  PDataWriter(Transport transport, long peerMaxPduLength) {
    this.transport = transport;
    long length = peerMaxPduLength == 0 ? LARGEST : Math.clamp(peerMaxPduLength, SMALLEST, LARGEST);
    this.fragment = (int) (length - Pdv.HEADER_LENGTH) & ~1;
  }

  /** Writes a whole message. */
  void message(int contextId, byte[] command, @Nullable FragmentSource data) throws IOException {
    out.clear();
    ByteBuffer whole = ByteBuffer.wrap(command);
    do {
      int count = Math.min(whole.remaining(), fragment);
      room(count);
      begin(contextId, true, count == whole.remaining(), count);
      out.put(whole.slice(whole.position(), count));
      whole.position(whole.position() + count);
    } while (whole.hasRemaining());
    if (data != null) {
      data(contextId, data);
    }
    flush();
  }

  private void data(int contextId, FragmentSource source) throws IOException {
    int start = open();
    for (ByteBuffer next = source.next(); next != null; next = source.next()) {
      while (next.hasRemaining()) {
        int filled = out.position() - start - HEADERS;
        if (filled == fragment) {
          close(start, contextId, false);
          start = open();
          filled = 0;
        }
        int count = Math.min(next.remaining(), fragment - filled);
        start = grow(start, count);
        out.put(next.slice(next.position(), count));
        next.position(next.position() + count);
      }
    }
    close(start, contextId, true);
  }

  private int open() throws IOException {
    room(0);
    int start = out.position();
    out.position(start + HEADERS);
    return start;
  }

  private void close(int start, int contextId, boolean last) {
    int end = out.position();
    out.position(start);
    begin(contextId, false, last, end - start - HEADERS);
    out.position(end);
  }

  private void begin(int contextId, boolean command, boolean last, int count) {
    PduWriter.putDataHeader(out, count + Pdv.HEADER_LENGTH);
    PduWriter.putValueHeader(out, contextId, command, last, count);
  }

  /** Sees that a new PDU of so many bytes fits, by sending what is finished. */
  private void room(int count) throws IOException {
    if (out.remaining() < HEADERS + count) {
      flush();
      if (out.remaining() < HEADERS + count) {
        out = ByteBuffer.allocate(fullCapacity());
      }
    }
  }

  /** Sees that more bytes fit into the PDU that begins at start; gives where it begins now. */
  private int grow(int start, int count) throws IOException {
    if (out.remaining() >= count) {
      return start;
    }
    int end = out.position();
    if (start > 0) {
      transport.write(out.array(), 0, start);
    }
    int open = end - start;
    ByteBuffer target = open + count <= out.capacity() ? out : ByteBuffer.allocate(fullCapacity());
    byte[] bytes = out.array();
    System.arraycopy(bytes, start, target.array(), 0, open);
    out = target;
    out.clear().position(open);
    return 0;
  }

  /** So that a command and a whole PDU of data behind it leave in one write. */
  private int fullCapacity() {
    return Math.max(HEADERS + fragment, FULL_CAPACITY) + ROOM_FOR_COMMAND;
  }

  private void flush() throws IOException {
    if (out.position() > 0) {
      transport.write(out.array(), 0, out.position());
      out.clear();
    }
  }
}
