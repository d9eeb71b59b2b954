package io.isthmus.interop;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import io.isthmus.testpeer.ScriptedConnection;
import io.isthmus.testpeer.Wire;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A C-FIND, C-GET or C-MOVE under way at a PACS of hand-written bytes. What it stores goes over the
 * association of the C-GET, and for a C-MOVE over one of its own.
 */
final class PeerRequest {
  static final int FIND = 0x0020;
  static final int GET = 0x0010;
  static final int MOVE = 0x0021;
  private static final int STORE = 0x0001;
  private static final int HALF = 2000;

  private final ScriptedConnection peer;
  private final Command command;
  private final int storePort;
  private Sender sender;
  private @Nullable ScriptedConnection line;

  /**
   * What was asked.
   *
   * @param store context of the storage class on the association of the request, 0 for none
   */
  record Command(int field, int context, int store, int messageId, String identifier) {}

  /** By what names a C-MOVE stores. */
  record Sender(String called, String calling, @Nullable String originator, int originatorId) {}

  PeerRequest(ScriptedConnection peer, Command command, int storePort) {
    this.peer = peer;
    this.command = command;
    this.storePort = storePort;
    this.sender = new Sender("ISTHMUS", "PACS", "ISTHMUS", command.messageId);
  }

  ScriptedConnection peer() {
    return peer;
  }

  int messageId() {
    return command.messageId;
  }

  boolean isMove() {
    return command.field == MOVE;
  }

  String identifier() {
    return command.identifier;
  }

  boolean asksFor(HandMade instance) {
    return !isOfInstances() || names(instance);
  }

  boolean isOfInstances() {
    return command.identifier.contains("IMAGE");
  }

  boolean names(HandMade instance) {
    return command.identifier.contains(instance.sop());
  }

  /** From now on another name is given, where this is a C-MOVE. */
  void storesAs(Sender other) {
    sender = other;
  }

  /** A match of a C-FIND. */
  void match(byte[] identifier) throws IOException {
    peer.send(
        Wire.join(
            Wire.data(command.context, Wire.LAST_COMMAND, response(0xFF00, 1)),
            Wire.data(command.context, Wire.LAST_DATA, identifier)));
  }

  /** A response that is not the last. */
  void pending(int... counts) throws IOException {
    peer.send(Wire.data(command.context, Wire.LAST_COMMAND, response(0xFF00, 0x0101, counts)));
  }

  /** The final response, which nothing follows on this association. */
  boolean end(int status, int... counts) throws IOException {
    peer.send(Wire.data(command.context, Wire.LAST_COMMAND, response(status, 0x0101, counts)));
    return true;
  }

  private byte[] response(int status, int dataSet, int... counts) {
    byte[][] elements = new byte[4 + counts.length][];
    elements[0] = Wire.us(0x0100, command.field | 0x8000);
    elements[1] = Wire.us(0x0120, command.messageId);
    elements[2] = Wire.us(0x0800, dataSet);
    elements[3] = Wire.us(0x0900, status);
    for (int i = 0; i < counts.length; i++) {
      elements[4 + i] = Wire.us(0x1021 + i, counts[i]);
    }
    return Wire.command(elements);
  }

  /** The association that instances go over. */
  ScriptedConnection line() throws IOException {
    if (!isMove()) {
      return peer;
    }
    if (line == null) {
      line = ScriptedConnection.to(storePort);
      line.send(
          Wire.associateRq(
              sender.called,
              sender.calling,
              TransferSyntax.ExplicitVRLittleEndian.uid(),
              HandMade.CT));
      line.expect(Wire.A_ASSOCIATE_AC);
    }
    return line;
  }

  /** A C-STORE with as much of the data set as is given; gives the status of its response. */
  int store(HandMade announced, byte[] dataSet) throws IOException {
    begin(announced);
    line().send(Wire.data(context(), Wire.LAST_DATA, dataSet));
    return Wire.usOf(line().expectCommand(), 0x0900);
  }

  /** A C-STORE that goes on after this. */
  void half(HandMade instance) throws IOException {
    begin(instance);
    line().send(Wire.data(context(), Wire.DATA, Arrays.copyOf(instance.bytes(), HALF)));
  }

  /** The end of what {@link #half} began. */
  void otherHalf(HandMade instance) throws IOException {
    byte[] rest = Arrays.copyOfRange(instance.bytes(), HALF, instance.bytes().length);
    line().send(Wire.data(context(), Wire.LAST_DATA, rest));
    line().expectCommand();
  }

  private void begin(HandMade announced) throws IOException {
    byte[] originator =
        isMove() && sender.originator != null
            ? Wire.join(
                Wire.element(0x1030, Wire.ascii(sender.originator + " ")),
                Wire.us(0x1031, sender.originatorId))
            : new byte[0];
    line()
        .send(
            Wire.data(
                context(),
                Wire.LAST_COMMAND,
                Wire.command(
                    Wire.ui(0x0002, announced.sopClass()),
                    Wire.us(0x0100, STORE),
                    Wire.us(0x0110, 77),
                    Wire.us(0x0700, 0),
                    Wire.us(0x0800, 1),
                    Wire.ui(0x1000, announced.sop()),
                    originator)));
  }

  private int context() {
    return isMove() ? 1 : command.store;
  }

  /** Releases what a C-MOVE has opened, if it is still there. */
  void hangUp() throws IOException {
    if (line != null) {
      try (ScriptedConnection open = line) {
        line = null;
        open.send(Wire.releaseRq());
        open.expect(Wire.A_RELEASE_RP);
      }
    }
  }

  /** Lets go of what a C-MOVE has opened, which was ended otherwise. */
  void forget() {
    line = null;
  }
}
