package io.isthmus.web.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks over a plain socket, to see what really comes back and how the connection ends. */
final class RawClient {
  private RawClient() {}

  /**
   * What came back.
   *
   * @param reset whether the connection was reset rather than closed in order
   */
  record Answer(String text, boolean reset) {}

  /** Sends one request, asks to close the connection, and reads to its end. */
  static Answer ask(int port, String... lines) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(10_000);
      String head = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return read(socket.getInputStream());
    }
  }

  private static Answer read(InputStream in) {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try {
      in.transferTo(received);
      return new Answer(received.toString(StandardCharsets.UTF_8), false);
    } catch (IOException reset) {
      return new Answer(received.toString(StandardCharsets.UTF_8), true);
    }
  }
}
