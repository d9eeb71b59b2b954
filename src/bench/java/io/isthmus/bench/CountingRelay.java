package io.isthmus.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between the gateway and the PACS and counts the bytes that the PACS sends. */
final class CountingRelay implements AutoCloseable {
  private static final int BUFFER = 256 * 1024;

  private final Relay relay;
  private final AtomicLong bytes = new AtomicLong();

  CountingRelay(int port, int target) throws IOException {
    this.relay =
        new Relay(port, target, (from, to) -> {
          Thread.ofVirtual().start(() -> copy(from, to, new AtomicLong()));
          Thread.ofVirtual().start(() -> copy(to, from, bytes));
        });
  }

  long bytes() {
    return bytes.get();
  }

  private static void copy(Socket from, Socket to, AtomicLong counted) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        counted.addAndGet(count);
        out.write(buffer, 0, count);
      }
    } catch (IOException closed) {
      // So is the other side.
    }
  }

  @Override
  public void close() throws IOException {
    relay.close();
  }
}
