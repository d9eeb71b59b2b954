package io.isthmus.retrieve.spool;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Direct buffers that are used again: direct memory is dear to get and late to go. Thread safe.
 * More buffers than are kept may be in use at once; the surplus goes to the garbage collector.
 */
public final class DirectBuffers {
  private final int size;
  private final BlockingQueue<ByteBuffer> free;

  /**
   * Makes an empty pool.
   *
   * @param size of each buffer in bytes
   * @param kept most buffers kept for later
   */
  public DirectBuffers(int size, int kept) {
    this.size = size;
    this.free = new ArrayBlockingQueue<>(kept);
  }

  /** Lends an empty buffer until the loan is closed. */
  public Loan borrow() {
    ByteBuffer buffer = free.poll();
    return new Loan(buffer == null ? ByteBuffer.allocateDirect(size) : buffer.clear());
  }

  /** A buffer in use; not thread safe. */
  public final class Loan implements AutoCloseable {
    private @Nullable ByteBuffer buffer;

    private Loan(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    /** The buffer, which is the borrower's until {@link #close}. */
    public ByteBuffer buffer() {
      if (buffer == null) {
        throw new IllegalStateException("the buffer was given back");
      }
      return buffer;
    }

    @Override
    public void close() {
      if (buffer != null) {
        free.offer(buffer);
        buffer = null;
      }
    }
  }
}
