package io.isthmus.testpeer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Listens on a free port and plays the script of the moment on every connection; the script can be
 * changed.
 */
public final class RepeatingPeer implements AutoCloseable {
  private final ServerSocket listener;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private volatile ScriptedPeer.Script script;

  /** Begins to listen. */
  public RepeatingPeer(ScriptedPeer.Script script) {
    this.script = script;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    executor.execute(this::accept);
  }

  /** What is played on connections from now on. */
  public void plays(ScriptedPeer.Script other) {
    script = other;
  }

  /** The port that is listened on. */
  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        executor.execute(() -> play(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void play(Socket socket) {
    try (socket;
        ScriptedConnection connection = new ScriptedConnection(socket)) {
      script.play(connection);
    } catch (IOException | AssertionError gone) {
      // The gateway under test may leave at any time; what it makes of the peer is what is tested.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    executor.shutdownNow();
  }
}
