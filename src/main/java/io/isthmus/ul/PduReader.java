package io.isthmus.ul;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one direction of a connection into PDUs. A P-DATA-TF is given piece by piece,
 * as slices of the caller's buffer, so that its length costs no memory; any other PDU is given when
 * the buffer holds all of it. Not thread safe.
 */
public final class PduReader {
  /** Longest variable field that is read at all; a longer one is answered by an abort. */
  public static final int MAX_LENGTH = 16 * 1024 * 1024;

  private static final int MIN_LENGTH = 4;

  private long remainingInPdu;
  private boolean insideValue;
  private int remainingInValue;
  private int contextId;
  private int control;
  private int needed = Pdu.HEADER_LENGTH;

  /**
   * The next PDU, or piece of P-DATA-TF, at the buffer's position.
   *
   * @param in what has arrived, big endian; its position moves behind what was taken
   * @return null when more bytes are needed, see {@link #needed}
   * @throws MalformedPduException if the bytes are no PDU; the reader is of no use afterwards
   */
  public @Nullable Pdu read(ByteBuffer in) throws MalformedPduException {
    if (isInsideData()) {
      return data(in);
    }
    needed = Pdu.HEADER_LENGTH;
    if (in.remaining() < Pdu.HEADER_LENGTH) {
      return null;
    }
    int type = Byte.toUnsignedInt(in.get(in.position()));
    int length = checkedLength(type, in.getInt(in.position() + 2));
    if (type == PduType.P_DATA_TF) {
      in.position(in.position() + Pdu.HEADER_LENGTH);
      remainingInPdu = length;
      return data(in);
    }
    needed = Pdu.HEADER_LENGTH + length;
    if (in.remaining() < needed) {
      return null;
    }
    ByteBuffer body = in.slice(in.position() + Pdu.HEADER_LENGTH, length);
    in.position(in.position() + needed);
    return whole(type, new ItemCursor(body, "PDU of type " + type));
  }

  /** Bytes that the buffer must hold, from its position on, before a read can give something. */
  public int needed() {
    return needed;
  }

  /** Whether a P-DATA-TF has begun and not ended. */
  public boolean isInsideData() {
    return remainingInPdu > 0 || insideValue;
  }

  private static int checkedLength(int type, int length) throws MalformedPduException {
    if (type < PduType.A_ASSOCIATE_RQ || type > PduType.A_ABORT) {
      throw new MalformedPduException(AbortReason.UNRECOGNIZED_PDU, "PDU of unknown type " + type);
    }
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      throw MalformedPduException.invalid(
          "PDU of type " + type + " with length " + Integer.toUnsignedLong(length));
    }
    return length;
  }

  private @Nullable Pdu data(ByteBuffer in) throws MalformedPduException {
    List<Pdv> pieces = new ArrayList<>(2);
    while (isInsideData()) {
      if (!insideValue && !beginValue(in)) {
        break;
      }
      int count = Math.min(remainingInValue, in.remaining());
      if (count == 0 && remainingInValue > 0) {
        needed = 1;
        break;
      }
      ByteBuffer bytes = in.slice(in.position(), count);
      in.position(in.position() + count);
      remainingInValue -= count;
      insideValue = remainingInValue > 0;
      pieces.add(new Pdv(contextId, (control & 1) != 0, (control & 2) != 0 && !insideValue, bytes));
    }
    return pieces.isEmpty() ? null : new Pdu.PDataTf(pieces);
  }

  private boolean beginValue(ByteBuffer in) throws MalformedPduException {
    if (remainingInPdu < Pdv.HEADER_LENGTH) {
      throw MalformedPduException.invalid(
          "P-DATA-TF with " + remainingInPdu + " bytes behind its last value");
    }
    needed = Pdv.HEADER_LENGTH;
    if (in.remaining() < Pdv.HEADER_LENGTH) {
      return false;
    }
    long length = Integer.toUnsignedLong(in.getInt());
    if (length < 2 || length + 4 > remainingInPdu) {
      throw MalformedPduException.invalid(
          "presentation data value of " + length + " bytes where " + remainingInPdu + " are left");
    }
    contextId = Byte.toUnsignedInt(in.get());
    control = Byte.toUnsignedInt(in.get());
    remainingInValue = (int) length - 2;
    remainingInPdu -= length + 4;
    insideValue = true;
    return true;
  }

  private static Pdu whole(int type, ItemCursor body) throws MalformedPduException {
    return switch (type) {
      case PduType.A_ASSOCIATE_RQ -> AssociatePduReader.request(body);
      case PduType.A_ASSOCIATE_AC -> AssociatePduReader.acceptance(body);
      case PduType.A_ASSOCIATE_RJ -> {
        body.skip(1);
        yield new Pdu.AAssociateRj(body.unsigned8(), body.unsigned8(), body.unsigned8());
      }
      case PduType.A_RELEASE_RQ -> new Pdu.AReleaseRq();
      case PduType.A_RELEASE_RP -> new Pdu.AReleaseRp();
      case PduType.A_ABORT -> {
        body.skip(2);
        yield new Pdu.AAbort(body.unsigned8(), body.unsigned8());
      }
      default -> throw new IllegalStateException("type " + type + " was checked before");
    };
  }
}
