package io.isthmus.web.http;

import io.isthmus.web.http.Exchange.QueryParameter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The query component of a URI: percent-encoded UTF-8, plus signs for spaces (QIDO-05). */
final class QueryString {
  private QueryString() {}

  /**
   * The parameters in their order.
   *
   * @throws BadRequestException for percent signs without two hexadecimal digits and for what is
   *     not UTF-8
   */
  static List<QueryParameter> parse(Optional<String> query) {
    List<QueryParameter> parameters = new ArrayList<>();
    for (String pair : query.orElse("").split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        parameters.add(
            equals < 0
                ? new QueryParameter(decode(pair), "")
                : new QueryParameter(
                    decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))));
      }
    }
    return List.copyOf(parameters);
  }

  /** Characters beyond ASCII are bytes that the client sent as they are. */
  private static String decode(String encoded) {
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      switch (c) {
        case '+' -> bytes.put((byte) ' ');
        case '%' -> {
          bytes.put(octet(encoded, i));
          i += 2;
        }
        default -> {
          if (c > 0xFF) {
            throw new BadRequestException("the query has characters beyond those of a URI");
          }
          bytes.put((byte) c);
        }
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new BadRequestException("the query is not UTF-8");
    }
  }

  private static byte octet(String encoded, int percent) {
    int high =
        percent + 2 < encoded.length() ? Character.digit(encoded.charAt(percent + 1), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(encoded.charAt(percent + 2), 16);
    if (low < 0) {
      throw new BadRequestException("a percent sign in the query without two hexadecimal digits");
    }
    return (byte) (high << 4 | low);
  }
}
