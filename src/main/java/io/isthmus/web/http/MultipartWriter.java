package io.isthmus.web.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Frames the parts of a {@code multipart/related} answer (RFC 2046 5.1, PS3.18 8.6.1). What lies
 * between is written to the same body.
 */
public final class MultipartWriter {
  private final BufferedBody body;
  private final String boundary;
  private boolean begun;

  /**
   * Before the first part.
   *
   * @param boundary of 1 to 70 token characters, such as {@link #newBoundary} gives
   */
  public MultipartWriter(BufferedBody body, String boundary) {
    this.body = body;
    this.boundary = boundary;
  }

  /** A boundary that no part contains by chance: 122 random bits. */
  public static String newBoundary() {
    return "isthmus-" + UUID.randomUUID();
  }

  /**
   * Content-Type of the whole; {@code type} is quoted because RFC 2045 has it so, and peers fail on
   * either form (MT-21).
   */
  public static String contentType(String partType, String boundary) {
    return "multipart/related; type=\"" + partType + "\"; boundary=" + boundary;
  }

  /**
   * Begins a part and ends the one before.
   *
   * @param location Content-Location: what the part is a representation of
   * @param length of the part in bytes, where it is known
   */
  public void part(String contentType, String location, OptionalLong length) throws IOException {
    StringBuilder head = new StringBuilder(begun ? "\r\n--" : "--").append(boundary).append("\r\n");
    head.append("Content-Type: ").append(contentType).append("\r\n");
    head.append("Content-Location: ").append(location).append("\r\n");
    length.ifPresent(bytes -> head.append("Content-Length: ").append(bytes).append("\r\n"));
    write(head.append("\r\n"));
    begun = true;
  }

  /**
   * Ends the last part and the whole answer.
   *
   * @throws IllegalStateException when there was no part (MT-24)
   */
  public void end() throws IOException {
    if (!begun) {
      throw new IllegalStateException("a multipart without a part");
    }
    write("\r\n--" + boundary + "--\r\n");
    body.end();
  }

  private void write(CharSequence text) throws IOException {
    body.write(text.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
