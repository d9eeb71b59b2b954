package io.isthmus.bench;

import java.io.BufferedInputStream;
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
    Body body = open(path, accept);
    long first = System.nanoTime() - begin;
    byte[] kept = keep ? body.readAllBytes() : new byte[0];
    long bytes = kept.length;
    for (int count = 0; count >= 0; count = body.read(buffer, 0, buffer.length)) {
      bytes += count;
    }
    return new Answer(body.status(), bytes, first, System.nanoTime() - begin, kept);
  }

  /** Asks; the body has to be read to its end before the next is asked for. */
  Body open(String path, String accept) throws IOException {
    String request =
        "GET " + target(path) + " HTTP/1.1\r\nHost: " + root.getHost() + ":"
            + root.getPort() + "\r\nAccept: " + accept + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    long length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    return new Body(status, chunked, length);
  }

  /** The bytes of an answer, to their end. */
  final class Body extends InputStream {
    private final int status;
    private final boolean chunked;
    private long left;
    private boolean ended;

    private Body(int status, boolean chunked, long length) throws IOException {
      this.status = status;
      this.chunked = chunked;
      this.left = length;
      this.ended = !chunked && length == 0;
      if (chunked) {
        nextChunk();
      }
    }

    int status() {
      return status;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (ended) {
        return -1;
      }
      int count = in.read(target, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("the answer broke off");
      }
      left -= count;
      if (left == 0 && chunked) {
        line();
        nextChunk();
      }
      ended |= left == 0;
      return count;
    }

    private void nextChunk() throws IOException {
      left = Long.parseLong(line().strip(), 16);
      if (left == 0) {
        line();
        ended = true;
      }
    }
  }

  /** Below the root, or beside it for a path that begins with two dots. */
  private String target(String path) {
    return path.startsWith("../") ? path.substring(2) : root.getRawPath() + path;
  }

  @Override
  public void close() throws IOException {
    socket.close();
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
