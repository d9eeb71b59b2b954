package io.isthmus.interop;

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

/**
 * A PACS of hand-written bytes that has two instances of one series and answers searches and
 * retrieves for them, unless its faults do.
 */
final class RetrievePeer implements ScriptedPeer.Script {
  private static final int FIND = 0x0020;
  private static final int GET = 0x0010;
  private static final int STORE = 0x0001;
  private static final TransferSyntax EXPLICIT = TransferSyntax.ExplicitVRLittleEndian;

  private final List<HandMade> instances;
  private final Fault onFind;
  private final Fault onGet;

  /** Does something instead of an answer; false where the answer is to follow as usual. */
  @FunctionalInterface
  interface Fault {
    boolean play(Request request) throws IOException;
  }

  /** One request under way. */
  record Request(
      ScriptedConnection peer, int context, int store, int messageId, String identifier) {

    boolean asksFor(HandMade instance) {
      return !isOfInstances() || names(instance);
    }

    boolean isOfInstances() {
      return identifier.contains("IMAGE");
    }

    boolean names(HandMade instance) {
      return identifier.contains(instance.sop());
    }

    /** The final response of the request. */
    boolean end(int command, int status, int... counts) throws IOException {
      byte[][] elements = new byte[4 + counts.length][];
      elements[0] = Wire.us(0x0100, command | 0x8000);
      elements[1] = Wire.us(0x0120, messageId);
      elements[2] = Wire.us(0x0800, 0x0101);
      elements[3] = Wire.us(0x0900, status);
      for (int i = 0; i < counts.length; i++) {
        elements[4 + i] = Wire.us(0x1021 + i, counts[i]);
      }
      peer.send(Wire.data(context, Wire.LAST_COMMAND, Wire.command(elements)));
      return true;
    }

    /** A sub-operation with as much of the data set as is given; reads the response. */
    int store(HandMade announced, byte[] dataSet) throws IOException {
      begin(announced);
      peer.send(Wire.data(store, Wire.LAST_DATA, dataSet));
      return Wire.usOf(peer.expectCommand(), 0x0900);
    }

    void begin(HandMade announced) throws IOException {
      peer.send(
          Wire.data(
              store,
              Wire.LAST_COMMAND,
              Wire.command(
                  Wire.ui(0x0002, announced.sopClass()),
                  Wire.us(0x0100, STORE),
                  Wire.us(0x0110, 77),
                  Wire.us(0x0700, 0),
                  Wire.us(0x0800, 1),
                  Wire.ui(0x1000, announced.sop()))));
    }

    void half(HandMade instance) throws IOException {
      begin(instance);
      peer.send(Wire.data(store, Wire.DATA, Arrays.copyOf(instance.bytes(), 2000)));
    }
  }

  RetrievePeer(List<HandMade> instances, Fault onFind, Fault onGet) {
    this.instances = instances;
    this.onFind = onFind;
    this.onGet = onGet;
  }

  @Override
  public void play(ScriptedConnection peer) throws IOException {
    byte[] request = peer.expect(Wire.A_ASSOCIATE_RQ);
    peer.send(Wire.associateAc(request, 0));
    int store = contextOfStorage(request);
    while (true) {
      byte[] pdu = peer.expect(Wire.P_DATA_TF);
      byte[] command = Arrays.copyOfRange(pdu, 12, pdu.length);
      int field = Wire.usOf(command, 0x0100);
      if (field == FIND || field == GET) {
        byte[] data = peer.expect(Wire.P_DATA_TF);
        String identifier = new String(data, StandardCharsets.ISO_8859_1);
        answer(field, new Request(peer, pdu[10], store, Wire.usOf(command, 0x0110), identifier));
      }
    }
  }

  private void answer(int field, Request request) throws IOException {
    if (field == FIND) {
      if (!onFind.play(request)) {
        find(request);
      }
    } else if (!onGet.play(request)) {
      get(request);
    }
  }

  private void find(Request request) throws IOException {
    boolean study = request.identifier().contains("STUDY");
    boolean series = request.identifier().contains("SERIES");
    for (HandMade instance : study || series ? instances.subList(0, 1) : instances) {
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
      request
          .peer()
          .send(
              Wire.join(
                  Wire.data(
                      request.context(),
                      Wire.LAST_COMMAND,
                      Wire.command(
                          Wire.us(0x0100, FIND | 0x8000),
                          Wire.us(0x0120, request.messageId()),
                          Wire.us(0x0800, 1),
                          Wire.us(0x0900, 0xFF00))),
                  Wire.data(request.context(), Wire.LAST_DATA, match.bytes())));
    }
    request.end(FIND, 0x0000);
  }

  private void get(Request request) throws IOException {
    int sent = 0;
    for (HandMade instance : instances) {
      if (request.asksFor(instance)) {
        request.store(instance, instance.bytes());
        sent++;
      }
    }
    request.end(GET, 0x0000, sent, 0, 0);
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
