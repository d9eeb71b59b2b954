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
 * Stands before a PACS and passes on what comes, but ends the connection, once, instead of passing
 * on a C-FIND-RQ: as a PACS does that has just closed what was idle.
 */
final class CuttingProxy implements AutoCloseable {
  private static final int P_DATA_TF = 4;
  private static final int HEAD = 6;

  /** Command Field (0000,0100) of C-FIND-RQ. */
  private static final String C_FIND_RQ = "00000001020000002000";

  private final ServerSocket listener;
  private final int pacs;
  private final AtomicInteger untilCut;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /** Cuts at the so many-th C-FIND-RQ of all. */
  CuttingProxy(int pacs, int cutAt) throws IOException {
    this.pacs = pacs;
    this.untilCut = new AtomicInteger(cutAt);
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Future<?> _ = executor.submit(this::listen);
  }

  int port() {
    return listener.getLocalPort();
  }

  boolean hasCut() {
    return untilCut.get() <= 0;
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
        && untilCut.decrementAndGet() == 0;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    executor.shutdownNow();
  }
}
