package io.isthmus.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;

/** Stands before a PACS that is far away: each byte arrives later by the same time, both ways. */
final class LateRelay implements AutoCloseable {
  private static final int BUFFER = 256 * 1024;
  private static final int UNDER_WAY = 256;

  private final Relay relay;
  private final long nanos;

  private record Piece(byte[] bytes, long due) {}

  /** On a free port, later by so many milliseconds each way. */
  LateRelay(int target, int millis) throws IOException {
    this.nanos = millis * 1_000_000L;
    this.relay =
        new Relay(0, target, (from, to) -> {
          pass(from, to);
          pass(to, from);
        });
  }

  int port() {
    return relay.port();
  }

  private void pass(Socket from, Socket to) {
    BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(UNDER_WAY);
    Thread.ofPlatform().daemon().start(() -> read(from, pieces));
    Thread.ofPlatform().daemon().start(() -> write(pieces, to));
  }

  private void read(Socket from, BlockingQueue<Piece> pieces) {
    byte[] buffer = new byte[BUFFER];
    try {
      int count = 0;
      while (count >= 0) {
        from.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        count = from.getInputStream().read(buffer);
        byte[] bytes = count < 0 ? new byte[0] : Arrays.copyOf(buffer, count);
        pieces.put(new Piece(bytes, System.nanoTime() + nanos));
      }
    } catch (IOException | InterruptedException closed) {
      pieces.offer(new Piece(new byte[0], 0));
    }
  }

  private void write(BlockingQueue<Piece> pieces, Socket to) {
    try (to) {
      OutputStream out = to.getOutputStream();
      for (Piece piece = pieces.take(); piece.bytes().length > 0; piece = pieces.take()) {
        for (long left = piece.due() - System.nanoTime();
            left > 0;
            left = piece.due() - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        out.write(piece.bytes());
      }
    } catch (IOException | InterruptedException closed) {
      // So is the other side.
    }
  }

  @Override
  public void close() throws IOException {
    relay.close();
  }
}
