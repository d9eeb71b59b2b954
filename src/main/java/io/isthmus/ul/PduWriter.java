package io.isthmus.ul;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Turns PDUs into bytes (PS3.8 9.3). */
public final class PduWriter {
  private PduWriter() {}

  /**
   * The bytes of a PDU.
   *
   * @throws IllegalArgumentException if a text or item is longer than its length field can say
   */
  public static byte[] encode(Pdu pdu) {
    return switch (pdu) {
      case Pdu.AAssociateRq rq ->
          pdu(PduType.A_ASSOCIATE_RQ, out -> AssociatePduWriter.write(rq, out));
      case Pdu.AAssociateAc ac ->
          pdu(PduType.A_ASSOCIATE_AC, out -> AssociatePduWriter.write(ac, out));
      case Pdu.AAssociateRj rj ->
          four(PduType.A_ASSOCIATE_RJ, 0, rj.result(), rj.source(), rj.reason());
      case Pdu.PDataTf data -> pdu(PduType.P_DATA_TF, out -> values(data, out));
      case Pdu.AReleaseRq _ -> four(PduType.A_RELEASE_RQ, 0, 0, 0, 0);
      case Pdu.AReleaseRp _ -> four(PduType.A_RELEASE_RP, 0, 0, 0, 0);
      case Pdu.AAbort abort -> four(PduType.A_ABORT, 0, 0, abort.source(), abort.reason());
    };
  }

  /** Writes the header of a P-DATA-TF whose variable field has the given length. */
  public static void putDataHeader(ByteBuffer target, int length) {
    target.put((byte) PduType.P_DATA_TF).put((byte) 0).putInt(length);
  }

  /** Writes the header of a presentation data value that holds the given number of bytes. */
  public static void putValueHeader(
      ByteBuffer target, int contextId, boolean command, boolean last, int length) {
    target
        .putInt(length + 2)
        .put((byte) contextId)
        .put((byte) ((command ? 1 : 0) | (last ? 2 : 0)));
  }

  private static void values(Pdu.PDataTf data, ItemBuffer out) {
    for (Pdv value : data.values()) {
      int length = value.data().remaining();
      ByteBuffer bytes = ByteBuffer.allocate(Pdv.HEADER_LENGTH + length);
      putValueHeader(bytes, value.contextId(), value.command(), value.last(), length);
      bytes.put(value.data().duplicate());
      out.octets(bytes.array());
    }
  }

  private static byte[] four(int type, int first, int second, int third, int fourth) {
    return pdu(
        type, out -> out.unsigned8(first).unsigned8(second).unsigned8(third).unsigned8(fourth));
  }

  private static byte[] pdu(int type, Consumer<ItemBuffer> field) {
    ItemBuffer body = new ItemBuffer();
    field.accept(body);
    byte[] bytes = body.toByteArray();
    ByteBuffer header = ByteBuffer.allocate(Pdu.HEADER_LENGTH);
    header.put((byte) type).put((byte) 0).putInt(bytes.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream(Pdu.HEADER_LENGTH + bytes.length);
    out.writeBytes(header.array());
    out.writeBytes(bytes);
    return out.toByteArray();
  }
}
