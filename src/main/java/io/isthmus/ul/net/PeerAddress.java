package io.isthmus.ul.net;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where an association goes and under which names.
 *
 * @param host name or IP address
 * @param port 1..65535
 * @param calledAeTitle the peer's AE title, 1..16 characters of the default repertoire, no
 *     backslash
 * @param callingAeTitle our AE title, likewise
 */
public record PeerAddress(String host, int port, String calledAeTitle, String callingAeTitle) {
  private static final Pattern AE_TITLE = Pattern.compile("[ -~&&[^\\\\]]{1,16}");

  public PeerAddress {
    for (String title : List.of(calledAeTitle, callingAeTitle)) {
      if (!AE_TITLE.matcher(title).matches() || title.isBlank()) {
        throw new IllegalArgumentException("no AE title (PS3.5 6.2): " + title);
      }
    }
  }

  @Override
  public String toString() {
    return calledAeTitle + " at " + host + ":" + port;
  }
}
