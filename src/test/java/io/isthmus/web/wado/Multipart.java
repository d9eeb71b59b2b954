package io.isthmus.web.wado;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes a multipart body apart by RFC 2046 5.1, strictly. */
public record Multipart(List<Part> parts) {

  /** Keeps the body as text of one byte for each character. */
  public record Part(Map<String, String> headers, String body) {
    public byte[] bytes() {
      return body.getBytes(ISO_8859_1);
    }

    byte[] bytesFrom(int offset) {
      return Arrays.copyOfRange(bytes(), offset, bytes().length);
    }
  }

  public static Multipart parse(String contentType, byte[] bytes) {
    String boundary = contentType.replaceFirst(".*; boundary=([A-Za-z0-9-]{1,70})$", "$1");
    String body = new String(bytes, ISO_8859_1);
    String first = "--" + boundary + "\r\n";
    String delimiter = "\r\n--" + boundary;
    if (!body.startsWith(first) || !body.endsWith(delimiter + "--\r\n")) {
      throw new AssertionError("not framed by the boundary " + boundary);
    }
    String inner = body.substring(first.length(), body.length() - delimiter.length() - 4);
    List<Part> parts = new ArrayList<>();
    for (String part : inner.split(Pattern.quote(delimiter + "\r\n"), -1)) {
      parts.add(part(part));
    }
    return new Multipart(parts);
  }

  private static Part part(String text) {
    int end = text.indexOf("\r\n\r\n");
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : text.substring(0, end).split("\r\n", -1)) {
      headers.put(line.substring(0, line.indexOf(": ")), line.substring(line.indexOf(": ") + 2));
    }
    return new Part(headers, text.substring(end + 4));
  }
}
