package io.isthmus.interop;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a PACS and passes on what comes, but does something, once, before a C-FIND-RQ: it
 * ends the connection, as a PACS does that has just closed what was idle, or what a test asks.
 */
final class CuttingProxy implements AutoCloseable {
  private static final int P_DATA_TF = 4;
  private static final int HEAD = 6;

  /** Command Field (0000,0100) of C-FIND-RQ. */
  private static final String C_FIND_RQ = "00000001020000002000";

  private final ServerSocket listener;
  private final int pacs;
  private final AtomicInteger untilThen;
  private final Then then;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /** What happens before the request is passed on; false to end the connection instead. */
  @FunctionalInterface
  interface Then {
    boolean passesOn();
  }

  /** Cuts at the so many-th C-FIND-RQ of all. */
  CuttingProxy(int pacs, int cutAt) throws IOException {
    this(pacs, cutAt, () -> false);
  }

  /** Does something at the so many-th C-FIND-RQ of all. */
  CuttingProxy(int pacs, int at, Then then) throws IOException {
    this.pacs = pacs;
    this.untilThen = new AtomicInteger(at);
    this.then = then;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Future<?> _ = executor.submit(this::listen);
  }

  int port() {
    return listener.getLocalPort();
  }

  boolean hasCut() {
    return untilThen.get() <= 0;
  }

  /** How many C-FIND-RQ came after it. */
  int later() {
    return -untilThen.get();
  }

  private Object listen() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), pacs);
      Future<?> _ = executor.submit(() -> requests(client, server));
      Future<?> _ =
          executor.submit(() -> server.getInputStream().transferTo(client.getOutputStream()));
    }
  }

  private Object requests(Socket client, Socket server) throws IOException {
    try (client;
        server) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      while (true) {
        byte[] head = in.readNBytes(HEAD);
        if (head.length < HEAD) {
          return head;
        }
        byte[] field = in.readNBytes(ByteBuffer.wrap(head).getInt(2));
        if (isCut(head[0], field)) {
          return head;
        }
        server.getOutputStream().write(head);
        server.getOutputStream().write(field);
      }
    }
  }

  private boolean isCut(int type, byte[] field) {
    return type == P_DATA_TF
        && HexFormat.of().formatHex(field).contains(C_FIND_RQ)
        && untilThen.decrementAndGet() == 0
        && !then.passesOn();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    executor.shutdownNow();
  }
}
