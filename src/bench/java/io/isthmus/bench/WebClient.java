package io.isthmus.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * HTTP/1.1 over one kept connection, as little of it as measuring needs: it costs the processor that
 * it shares with the gateway next to nothing. What it reads it throws away, unless told to keep it.
 */
final class WebClient implements AutoCloseable {
  private static final int BUFFER = 256 * 1024;

  /**
   * An answer.
   *
   * @param firstByteNanos from the request to the first byte of the body
   * @param nanos from the request to the last
   */
  record Answer(int status, long bytes, long firstByteNanos, long nanos, byte[] body) {}

  private final Socket socket;
  private final InputStream in;
  private final URI root;
  private final byte[] buffer = new byte[BUFFER];

  WebClient(URI root) throws IOException {
    this.root = root;
    this.socket = new Socket(root.getHost(), root.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(300_000);
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
  }

  Answer get(String path, String accept) throws IOException {
    return get(path, accept, false);
  }

  Answer get(String path, String accept, boolean keep) throws IOException {
    long begin = System.nanoTime();
    String request =
        "GET " + target(path) + " HTTP/1.1\r\nHost: " + root.getHost() + ":"
            + root.getPort() + "\r\nAccept: " + accept + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    long length = -1;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    long first = System.nanoTime() - begin;
    long bytes = 0;
    if (!chunked) {
      bytes = read(Math.max(0, length), keep ? kept : null);
    } else {
      for (long chunk = chunk(); chunk > 0; chunk = chunk()) {
        bytes += read(chunk, keep ? kept : null);
        line();
      }
      line();
    }
    return new Answer(status, bytes, first, System.nanoTime() - begin, kept.toByteArray());
  }

  /** Below the root, or beside it for a path that begins with two dots. */
  private String target(String path) {
    return path.startsWith("../") ? path.substring(2) : root.getRawPath() + path;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private long chunk() throws IOException {
    return Long.parseLong(line().strip(), 16);
  }

  private long read(long length, ByteArrayOutputStream kept) throws IOException {
    long left = length;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw new EOFException("the answer broke off");
      }
      if (kept != null) {
        kept.write(buffer, 0, count);
      }
      left -= count;
    }
    return length;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the answer broke off");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
