package io.isthmus.ul.net;

/**
 * Where an association goes and under which names.
 *
 * @param host name or IP address
 * @param port 1..65535
 * @param calledAeTitle the peer's AE title, 1..16 characters
 * @param callingAeTitle our AE title, 1..16 characters
 */
public record PeerAddress(String host, int port, String calledAeTitle, String callingAeTitle) {
  @Override
  public String toString() {
    return calledAeTitle + " at " + host + ":" + port;
  }
}
