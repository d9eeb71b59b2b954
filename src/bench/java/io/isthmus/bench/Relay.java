package io.isthmus.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.BiConsumer;

/** Stands before a server on this machine: each connection to it gets one of its own to the server. */
final class Relay implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final BiConsumer<Socket, Socket> join;

  /**
   * Begins to listen.
   *
   * @param port 0 for a free one
   * @param join is given what came and what goes to the target, and does not wait
   */
  Relay(int port, int target, BiConsumer<Socket, Socket> join) throws IOException {
    this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.join = join;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket from = server.accept();
        Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
        from.setTcpNoDelay(true);
        to.setTcpNoDelay(true);
        join.accept(from, to);
      }
    } catch (IOException closed) {
      // The measurement is over.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
