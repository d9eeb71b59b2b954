package io.isthmus.dimse.scu;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.testpeer.ScriptedPeer;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.PresentationContext;
import io.isthmus.ul.RoleSelection;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationException;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.time.Duration;
import java.util.List;

/** Messages of a scripted peer, and associations with it, for the tests of the SCUs. */
final class ScriptedScp {
  static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  static final String IMPLICIT = "1.2.840.10008.1.2";
  static final int FIND = 1;
  static final int GET = 3;
  static final int STORE = 5;

  /** (0010,0020) "ID" in Implicit VR Little Endian. */
  static final byte[] MATCH = Wire.hex("1000 2000 02000000 4944");

  static final AssociationTimeouts TIMEOUTS =
      new AssociationTimeouts(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1));

  static Association open(ScriptedPeer peer) throws AssociationException {
    AssociationProposal proposal =
        AssociationProposal.of(
            List.of(
                new PresentationContext(FIND, SopClass.StudyRootFind, List.of(IMPLICIT)),
                new PresentationContext(GET, SopClass.StudyRootGet, List.of(IMPLICIT)),
                new PresentationContext(STORE, CT, List.of(IMPLICIT)),
                new PresentationContext(7, SopClass.Verification, List.of(IMPLICIT))),
            List.of(new RoleSelection(CT, false, true)));
    return new AssociationClient(new Negotiation("1.2.3", "TEST"), TIMEOUTS, SocketLayer.PLAIN)
        .open(new PeerAddress("127.0.0.1", peer.port(), "PACS", "ME"), proposal);
  }

  static byte[] findRsp(int messageId, int status, boolean data) {
    return Wire.data(
        FIND,
        Wire.LAST_COMMAND,
        Wire.command(
            Wire.us(0x0100, 0x8020),
            Wire.us(0x0120, messageId),
            Wire.us(0x0800, data ? 1 : 0x0101),
            Wire.us(0x0900, status)));
  }

  static byte[] match(int messageId) {
    return Wire.join(findRsp(messageId, 0xFF00, true), Wire.data(FIND, Wire.LAST_DATA, MATCH));
  }

  static byte[] getRsp(int messageId, int status) {
    return Wire.data(
        GET,
        Wire.LAST_COMMAND,
        Wire.command(
            Wire.us(0x0100, 0x8010),
            Wire.us(0x0120, messageId),
            Wire.us(0x0800, 0x0101),
            Wire.us(0x0900, status)));
  }

  static byte[] storeRq(int context, int messageId, String instance) {
    return Wire.join(
        Wire.data(
            context,
            Wire.LAST_COMMAND,
            Wire.command(
                Wire.ui(0x0002, CT),
                Wire.us(0x0100, 1),
                Wire.us(0x0110, messageId),
                Wire.us(0x0700, 0),
                Wire.us(0x0800, 0),
                Wire.ui(0x1000, instance))),
        Wire.data(context, Wire.LAST_DATA, MATCH));
  }

  static DataSet identifier() {
    return DataSet.builder().text(Tag.QueryRetrieveLevel, "STUDY").build();
  }

  private ScriptedScp() {}
}
