package io.isthmus.ul.net;

import io.isthmus.ul.Pdu;
import io.isthmus.ul.PduReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The connection below an association: PDUs in through one reused buffer, bytes out. One thread
 * reads at a time (it holds {@link #readLock}), one writes (it holds {@link #writeLock}).
 *
 * <p>The sizes of the kernel's buffers are left to its own tuning, which goes far beyond what
 * SO_RCVBUF may ask for.
 */
final class Transport {
  private static final int BUFFER_SIZE = 128 * 1024;
  private static final int SCRATCH_SIZE = 8 * 1024;

  final ReentrantLock readLock = new ReentrantLock();
  final ReentrantLock writeLock = new ReentrantLock();

  private final Socket plain;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final QuickAck quickAck;
  private final PduReader reader = new PduReader();
  private final Watchdog.Watch writeWatch;
  private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE).flip();
  private volatile long writingSince;
  private volatile boolean stuck;

  /**
   * On an open connection.
   *
   * @param plain the TCP socket
   * @param socket what PDUs go through: the same, or TLS on it
   * @param send longest time that one write may take
   */
  Transport(Socket plain, Socket socket, Duration send, Watchdog watchdog) throws IOException {
    this.plain = plain;
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.quickAck = new QuickAck(plain);
    Duration period = Duration.ofMillis(Math.clamp(send.toMillis() / 4, 10, 1000));
    this.writeWatch = watchdog.every(period, () -> endStuckWrite(send));
  }

  /**
   * The next PDU, or piece of P-DATA-TF; its bytes are valid until the next call.
   *
   * @param limit how long the peer may be silent
   * @throws SocketTimeoutException if it was
   * @throws EOFException if the peer closed
   */
  Pdu read(Limit limit) throws IOException {
    while (true) {
      Pdu pdu = reader.read(buffer);
      if (pdu != null) {
        return pdu;
      }
      fill(limit);
    }
  }

  /** Whether the peer has begun a P-DATA-TF and not ended it. */
  boolean isInsideData() {
    return reader.isInsideData();
  }

  /** Whether bytes wait to be read. Under TLS they may turn out to be of no account. */
  boolean hasInput() throws IOException {
    return buffer.hasRemaining() || in.available() > 0 || plain.getInputStream().available() > 0;
  }

  private void fill(Limit limit) throws IOException {
    makeRoom();
    int count = read(limit, limit.remaining());
    if (count < 0) {
      throw new EOFException("the peer closed the connection");
    }
    buffer.limit(buffer.limit() + count);
  }

  private int read(Limit limit, Duration remaining) throws IOException {
    Duration left = remaining;
    while (true) {
      await(left);
      try {
        return in.read(buffer.array(), buffer.limit(), buffer.capacity() - buffer.limit());
      } catch (SocketTimeoutException silent) {
        left = limit.afterSilence();
      }
    }
  }

  /** Prepares for a read that may wait so long. */
  private void await(Duration limit) throws IOException {
    if (limit.isNegative() || limit.isZero()) {
      throw new SocketTimeoutException("time is over");
    }
    socket.setSoTimeout(Math.clamp(limit.toMillis(), 1, Integer.MAX_VALUE));
    quickAck.renew();
  }

  /** A long PDU gets memory as its bytes arrive, never by what its header claims. */
  private void makeRoom() {
    if (!buffer.hasRemaining()) {
      if (buffer.capacity() > BUFFER_SIZE) {
        buffer = ByteBuffer.allocate(BUFFER_SIZE);
      }
      buffer.clear().limit(0);
    } else if (buffer.remaining() == buffer.capacity()) {
      buffer = ByteBuffer.allocate(buffer.capacity() * 2).put(buffer).flip();
    } else if (buffer.capacity() - buffer.position() < reader.needed()
        || buffer.limit() == buffer.capacity()) {
      buffer.compact().flip();
    }
  }

  /** Takes {@link #writeLock} unless a writer is stuck. */
  boolean tryWriteLock(Duration patience) {
    try {
      return writeLock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return writeLock.tryLock();
    }
  }

  /** Waits for what is being written, unless the writer is stuck. */
  void awaitWriter(Duration patience) {
    if (tryWriteLock(patience)) {
      writeLock.unlock();
    }
  }

  /** Writes all of the bytes; the caller holds {@link #writeLock}. */
  void write(byte[] bytes, int offset, int length) throws IOException {
    writingSince = System.nanoTime() | 1;
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      if (stuck) {
        throw new SocketTimeoutException("the peer takes no bytes");
      }
      throw e;
    } finally {
      writingSince = 0;
    }
  }

  /** Writes the last bytes, or closes where a writer is stuck. */
  void writeLast(byte[] bytes, Duration patience) {
    if (!tryWriteLock(patience)) {
      close();
      return;
    }
    try {
      write(bytes, 0, bytes.length);
    } catch (IOException gone) {
      close();
    } finally {
      writeLock.unlock();
    }
  }

  private void endStuckWrite(Duration send) {
    long since = writingSince;
    if (since != 0 && System.nanoTime() - since > send.toNanos()) {
      stuck = true;
      close();
    }
  }

  /** Whether the peer says something, or closes, within a time. */
  boolean awaitInput(Duration limit) throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    try {
      fill(() -> limit);
      return true;
    } catch (SocketTimeoutException silent) {
      return false;
    }
  }

  /**
   * Says that nothing more comes, and takes what the peer still sends until the connection is
   * closed. The thread that aborts does this while another may still look at what was read, so the
   * buffer is left alone.
   */
  void linger() {
    byte[] scratch = new byte[SCRATCH_SIZE];
    try {
      socket.shutdownOutput();
      socket.setSoTimeout(0);
      int count = 0;
      while (count >= 0) {
        count = in.read(scratch);
      }
    } catch (IOException closed) {
      // By the peer, or by ARTIM.
    } finally {
      close();
    }
  }

  void shutdownOutput() {
    try {
      socket.shutdownOutput();
    } catch (IOException gone) {
      close();
    }
  }

  /** Closes the TCP socket: that of TLS could wait for a writer that is stuck. */
  void close() {
    writeWatch.close();
    try {
      plain.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to be closed.
    }
  }

  String remoteAddress() {
    return plain.getInetAddress().getHostAddress();
  }
}
