package io.isthmus.interop;

import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import io.isthmus.testpeer.ScriptedConnection;
import io.isthmus.testpeer.ScriptedPeer;
import io.isthmus.testpeer.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A PACS of hand-written bytes that has a few instances of one series and answers searches and
 * retrieves for them, unless its faults do.
 */
final class RetrievePeer implements ScriptedPeer.Script {
  private static final Set<String> PARTIAL =
      Set.of(
          SopClass.CompositeInstanceRetrieveWithoutBulkDataGet,
          SopClass.CompositeInstanceRootRetrieveGet);
  private static final TransferSyntax EXPLICIT = TransferSyntax.ExplicitVRLittleEndian;

  private final List<HandMade> instances;
  private final Setup setup;
  private final Fault onFind;
  private final Fault onRetrieve;

  /** Does something instead of an answer; false where the answer is to follow as usual. */
  @FunctionalInterface
  interface Fault {
    boolean play(PeerRequest request) throws IOException;
  }

  /**
   * What a PACS is told.
   *
   * @param storePort where a C-MOVE stores to
   * @param partial whether it offers to retrieve without bulk data
   */
  record Setup(int storePort, boolean partial) {
    int resultFor(String abstractSyntax) {
      return !partial && PARTIAL.contains(abstractSyntax) ? 3 : 0;
    }
  }

  /** Makes a PACS. */
  RetrievePeer(List<HandMade> instances, Setup setup, Fault onFind, Fault onRetrieve) {
    this.instances = instances;
    this.setup = setup;
    this.onFind = onFind;
    this.onRetrieve = onRetrieve;
  }

  @Override
  public void play(ScriptedConnection peer) throws IOException {
    byte[] request = peer.expect(Wire.A_ASSOCIATE_RQ);
    peer.send(Wire.associateAc(request, 0, setup::resultFor));
    int store = contextOfStorage(request);
    while (true) {
      byte[] pdu = peer.expect(Wire.P_DATA_TF);
      byte[] command = Arrays.copyOfRange(pdu, 12, pdu.length);
      int field = Wire.usOf(command, 0x0100);
      if (List.of(PeerRequest.FIND, PeerRequest.GET, PeerRequest.MOVE).contains(field)) {
        byte[] data = peer.expect(Wire.P_DATA_TF);
        String identifier = new String(data, StandardCharsets.ISO_8859_1);
        int messageId = Wire.usOf(command, 0x0110);
        answer(
            field,
            new PeerRequest(
                peer,
                new PeerRequest.Command(field, pdu[10], store, messageId, identifier),
                setup.storePort));
      }
    }
  }

  private void answer(int field, PeerRequest request) throws IOException {
    if (field == PeerRequest.FIND) {
      if (!onFind.play(request)) {
        find(request);
      }
    } else {
      if (!onRetrieve.play(request)) {
        retrieve(request);
      }
      request.hangUp();
    }
  }

  private void find(PeerRequest request) throws IOException {
    boolean study = request.identifier().contains("STUDY");
    boolean series = request.identifier().contains("SERIES");
    for (HandMade instance : study || series ? instances.subList(0, 1) : instances) {
      request.match(match(instance, study, series));
    }
    request.end(0x0000);
  }

  /** A match of one of the three levels. */
  static byte[] match(HandMade instance, boolean study, boolean series) {
    HandMade.Encoder match = new HandMade.Encoder(EXPLICIT);
    if (study) {
      match.uid(Tag.SOPClassesInStudy, HandMade.CT);
    } else if (!series) {
      match.uid(Tag.SOPClassUID, HandMade.CT);
      match.uid(Tag.SOPInstanceUID, instance.sop());
    }
    match.uid(Tag.StudyInstanceUID, HandMade.STUDY);
    if (!study) {
      match.uid(Tag.SeriesInstanceUID, HandMade.SERIES);
    }
    return match.bytes();
  }

  private void retrieve(PeerRequest request) throws IOException {
    int sent = 0;
    for (HandMade instance : instances) {
      if (request.asksFor(instance)) {
        request.store(instance, instance.bytes());
        sent++;
      }
    }
    request.end(0x0000, sent, 0, 0);
  }

  /** The context of the storage class in the syntax that we send, 0 where none was proposed. */
  private static int contextOfStorage(byte[] request) {
    ByteBuffer in = ByteBuffer.wrap(request).position(6 + 68);
    while (in.hasRemaining()) {
      int type = in.get();
      in.get();
      byte[] content = new byte[Short.toUnsignedInt(in.getShort())];
      in.get(content);
      String text = new String(content, StandardCharsets.ISO_8859_1);
      // The class's item ends where the first syntax's begins, which is the one that is accepted.
      if (type == 0x20
          && text.contains(HandMade.CT + "@")
          && firstSyntax(content).equals(EXPLICIT.uid())) {
        return content[0];
      }
    }
    return 0;
  }

  private static String firstSyntax(byte[] context) {
    int classLength = Short.toUnsignedInt(ByteBuffer.wrap(context).getShort(6));
    int at = 4 + 4 + classLength;
    int length = Short.toUnsignedInt(ByteBuffer.wrap(context).getShort(at + 2));
    return new String(context, at + 4, length, StandardCharsets.ISO_8859_1);
  }
}
