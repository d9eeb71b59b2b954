package io.isthmus.web.http;

/**
 * Writes Warning headers (COM-07).
 *
 * @param quoted whether as RFC 7234 5.5 has it, {@code 299 host "text"}, instead of PS3.18's {@code
 *     299 {base}: text}
 */
public record Warnings(boolean quoted) {

  /** The header's value; what no header may carry becomes a question mark. */
  public String value(String baseUri, String text) {
    String plain = printable(text);
    if (!quoted) {
      return "299 " + printable(baseUri) + ": " + plain;
    }
    String escaped = plain.replace("\\", "\\\\").replace("\"", "\\\"");
    return "299 " + host(printable(baseUri)) + " \"" + escaped + "\"";
  }

  private static String host(String baseUri) {
    String authority = baseUri.replaceFirst("^[a-z]+://", "");
    int path = authority.indexOf('/');
    return path < 0 ? authority : authority.substring(0, path);
  }

  private static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.chars().forEach(c -> printable.append(c >= ' ' && c < 0x7F ? (char) c : '?'));
    return printable.toString();
  }
}
