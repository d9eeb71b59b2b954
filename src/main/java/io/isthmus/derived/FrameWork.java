package io.isthmus.derived;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A frame that is being made, and the memory that is set aside for it. */
final class FrameWork {
  private final CompletableFuture<byte[]> frame;
  private final Runnable release;

  FrameWork(CompletableFuture<byte[]> frame, Runnable release) {
    this.frame = frame;
    this.release = release;
  }

  /** Waits for the frame. */
  byte[] await() throws IOException {
    try {
      return frame.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a frame");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failed -> throw failed;
        case RuntimeException failed -> throw failed;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /** Gives the memory back, as soon as the frame is made. */
  void release() {
    CompletableFuture<byte[]> _ = frame.whenComplete((_, _) -> release.run());
  }
}
