package io.isthmus.ul.net;

import java.time.Duration;

/**
 * Limits in time; each is above zero.
 *
 * @param connect until the TCP connection, and again the TLS handshake, is done
 * @param associate until A-ASSOCIATE is answered or requested (ARTIM, PS3.8 9.1.5)
 * @param response without a byte from the peer while one is awaited
 * @param send without a byte taken by the peer
 * @param release until A-RELEASE is answered
 * @param idle without a request of a peer that associated with us, while nothing is outstanding
 */
public record AssociationTimeouts(
    Duration connect,
    Duration associate,
    Duration response,
    Duration send,
    Duration release,
    Duration idle) {
  /** What suits a PACS in the same house. */
  public static final AssociationTimeouts DEFAULT =
      new AssociationTimeouts(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5));

  /** The same, an idle peer being borne as long as a silent one. */
  public AssociationTimeouts(
      Duration connect, Duration associate, Duration response, Duration send, Duration release) {
    this(connect, associate, response, send, release, response);
  }

  /** The same with another limit for responses. */
  public AssociationTimeouts withResponse(Duration limit) {
    return new AssociationTimeouts(connect, associate, limit, send, release, idle);
  }
}
