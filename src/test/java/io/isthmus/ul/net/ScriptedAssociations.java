package io.isthmus.ul.net;

import io.isthmus.testpeer.ScriptedPeer;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.Negotiation;
import java.io.IOException;
import java.time.Duration;

/** Associations that are opened to scripted peers, with limits in time that suit tests. */
final class ScriptedAssociations {
  static final String IMPLICIT = "1.2.840.10008.1.2";
  static final String VERIFICATION = "1.2.840.10008.1.1";
  static final AssociationTimeouts SHORT =
      new AssociationTimeouts(
          Duration.ofMillis(2000),
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofMillis(500));
  static final AssociationProposal PROPOSAL = AssociationProposal.of(VERIFICATION, IMPLICIT);

  private ScriptedAssociations() {}

  static Association open(ScriptedPeer peer) throws AssociationException {
    return client().open(address(peer.port()), PROPOSAL);
  }

  static AssociationClient client() {
    return new AssociationClient(new Negotiation("1.2.3", "TEST"), SHORT, SocketLayer.PLAIN);
  }

  static PeerAddress address(int port) {
    return new PeerAddress("127.0.0.1", port, "PACS", "ISTHMUS");
  }

  static AssociationException failure(Body body) {
    try {
      body.run();
    } catch (AssociationException e) {
      return e;
    } catch (IOException e) {
      throw new AssertionError("not an AssociationException", e);
    }
    throw new AssertionError("nothing was thrown");
  }

  interface Body {
    void run() throws IOException;
  }
}
