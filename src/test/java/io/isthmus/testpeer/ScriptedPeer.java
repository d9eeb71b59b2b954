package io.isthmus.testpeer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Listens on a free port and plays a script on each connection, the first script on the first, and
 * so on; when closed, it throws what a script found wrong.
 */
public final class ScriptedPeer implements AutoCloseable {
  /** What is done with a connection. */
  @FunctionalInterface
  public interface Script {
    /** Plays to the end; the connection is closed afterwards. */
    void play(ScriptedConnection connection) throws IOException;
  }

  private final ServerSocket listener;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Future<?> played;

  /** Begins to listen. */
  public ScriptedPeer(Script... scripts) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    played = executor.submit(() -> play(List.of(scripts)));
  }

  private Object play(List<Script> scripts) throws IOException {
    for (Script script : scripts) {
      try (Socket socket = listener.accept();
          ScriptedConnection connection = new ScriptedConnection(socket)) {
        script.play(connection);
      }
    }
    return scripts;
  }

  /** The port that is listened on. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Waits until the scripts are played, and throws what they found wrong. */
  public void finish() throws IOException {
    try {
      played.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("the script failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new IOException("the script does not end", e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    executor.shutdownNow();
  }
}
