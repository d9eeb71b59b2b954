package io.isthmus.testpeer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.ToIntFunction;

/** Bytes of PDUs and commands, put together by hand from PS3.7 and PS3.8. */
public final class Wire {
  public static final int A_ASSOCIATE_RQ = 1;
  public static final int A_ASSOCIATE_AC = 2;
  public static final int A_ASSOCIATE_RJ = 3;
  public static final int P_DATA_TF = 4;
  public static final int A_RELEASE_RQ = 5;
  public static final int A_RELEASE_RP = 6;
  public static final int A_ABORT = 7;

  /** Message control header: a piece of a command, with more to come. */
  public static final int COMMAND = 1;

  /** Message control header: the last piece of a command. */
  public static final int LAST_COMMAND = 3;

  /** Message control header: a piece of a data set, with more to come. */
  public static final int DATA = 0;

  /** Message control header: the last piece of a data set. */
  public static final int LAST_DATA = 2;

  private static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

  private Wire() {}

  /** Bytes from hexadecimal digits; spaces are of no account. */
  public static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  /** One after the other. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** A PDU with its header. */
  public static byte[] pdu(int type, byte[]... field) {
    byte[] body = join(field);
    return join(
        ByteBuffer.allocate(6).put((byte) type).put((byte) 0).putInt(body.length).array(), body);
  }

  /** A presentation data value with its header. */
  public static byte[] pdv(int contextId, int control, byte[] data) {
    return join(
        ByteBuffer.allocate(6)
            .putInt(data.length + 2)
            .put((byte) contextId)
            .put((byte) control)
            .array(),
        data);
  }

  /** A P-DATA-TF with one value. */
  public static byte[] data(int contextId, int control, byte[] data) {
    return pdu(P_DATA_TF, pdv(contextId, control, data));
  }

  /** A-ASSOCIATE-RJ. */
  public static byte[] reject(int result, int source, int reason) {
    return pdu(A_ASSOCIATE_RJ, new byte[] {0, (byte) result, (byte) source, (byte) reason});
  }

  /** A-ABORT. */
  public static byte[] abort(int source, int reason) {
    return pdu(A_ABORT, new byte[] {0, 0, (byte) source, (byte) reason});
  }

  /** A-RELEASE-RQ. */
  public static byte[] releaseRq() {
    return pdu(A_RELEASE_RQ, new byte[4]);
  }

  /** A-RELEASE-RP. */
  public static byte[] releaseRp() {
    return pdu(A_RELEASE_RP, new byte[4]);
  }

  /** An item or sub-item with its header. */
  public static byte[] item(int type, byte[]... content) {
    byte[] body = join(content);
    return join(
        ByteBuffer.allocate(4).put((byte) type).put((byte) 0).putShort((short) body.length).array(),
        body);
  }

  /** Text in ASCII. */
  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A-ASSOCIATE-RQ with one context (id 1) per abstract syntax, ids 1, 3, 5... */
  public static byte[] associateRq(
      String called, String calling, String transferSyntax, String... abstractSyntaxes) {
    List<byte[]> contexts = new ArrayList<>();
    for (String abstractSyntax : abstractSyntaxes) {
      contexts.add(
          item(
              0x20,
              new byte[] {(byte) (2 * contexts.size() + 1), 0, 0, 0},
              item(0x30, ascii(abstractSyntax)),
              item(0x40, ascii(transferSyntax))));
    }
    return pdu(
        A_ASSOCIATE_RQ,
        hex("0001 0000"),
        title(called),
        title(calling),
        new byte[32],
        item(0x10, ascii(APPLICATION_CONTEXT)),
        join(contexts.toArray(byte[][]::new)),
        user(16384));
  }

  /**
   * A-ASSOCIATE-AC that accepts every context of a request in its first transfer syntax, and every
   * role as asked.
   */
  public static byte[] associateAc(byte[] request, int maxPduLength) {
    return associateAc(request, maxPduLength, 0);
  }

  /** A-ASSOCIATE-AC that answers every context of a request with a result (PS3.8 Table 9-18). */
  public static byte[] associateAc(byte[] request, int maxPduLength, int result) {
    return associateAc(request, maxPduLength, abstractSyntax -> result);
  }

  /** A-ASSOCIATE-AC with a result for each abstract syntax. */
  public static byte[] associateAc(
      byte[] request, int maxPduLength, ToIntFunction<String> resultOf) {
    ByteBuffer in = ByteBuffer.wrap(request).position(6 + 68);
    List<byte[]> answers = new ArrayList<>();
    List<byte[]> roles = new ArrayList<>();
    while (in.hasRemaining()) {
      int type = in.get();
      in.get();
      byte[] content = new byte[Short.toUnsignedInt(in.getShort())];
      in.get(content);
      if (type == 0x20) {
        byte[] syntax = firstItem(content, 4, 0x40);
        int result =
            resultOf.applyAsInt(new String(firstItem(content, 4, 0x30), StandardCharsets.US_ASCII));
        answers.add(item(0x21, new byte[] {content[0], 0, (byte) result, 0}, item(0x40, syntax)));
      } else if (type == 0x50) {
        roles.addAll(items(content, 0, 0x54));
      }
    }
    return pdu(
        A_ASSOCIATE_AC,
        Arrays.copyOfRange(request, 6, 6 + 68),
        item(0x10, ascii(APPLICATION_CONTEXT)),
        join(answers.toArray(byte[][]::new)),
        item(
            0x50,
            item(0x51, ByteBuffer.allocate(4).putInt(maxPduLength).array()),
            item(0x52, ascii("1.2.3")),
            join(roles.stream().map(role -> item(0x54, role)).toArray(byte[][]::new))));
  }

  private static byte[] user(int maxPduLength) {
    return item(
        0x50,
        item(0x51, ByteBuffer.allocate(4).putInt(maxPduLength).array()),
        item(0x52, ascii("1.2.3")));
  }

  private static byte[] title(String title) {
    return ascii(String.format("%-16s", title));
  }

  private static byte[] firstItem(byte[] content, int from, int type) {
    return items(content, from, type).getFirst();
  }

  private static List<byte[]> items(byte[] content, int from, int type) {
    List<byte[]> found = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(content).position(from);
    while (in.hasRemaining()) {
      int next = in.get();
      in.get();
      byte[] value = new byte[Short.toUnsignedInt(in.getShort())];
      in.get(value);
      if (next == type) {
        found.add(value);
      }
    }
    return found;
  }

  /** A command set of the given elements, in ascending order, behind its group length. */
  public static byte[] command(byte[]... elements) {
    byte[] body = join(elements);
    byte[] length =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(body.length).array();
    return join(element(0x0000, length), body);
  }

  /** An element of group 0000 in Implicit VR Little Endian. */
  public static byte[] element(int element, byte[] value) {
    return join(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) 0)
            .putShort((short) element)
            .putInt(value.length)
            .array(),
        value);
  }

  /** An element of VR US. */
  public static byte[] us(int element, int value) {
    return element(element, new byte[] {(byte) value, (byte) (value >>> 8)});
  }

  /** An element of VR UI. */
  public static byte[] ui(int element, String uid) {
    return element(element, ascii(uid.length() % 2 == 0 ? uid : uid + "\0"));
  }

  /** The unsigned 16-bit value of a command's element, or -1. */
  public static int usOf(byte[] command, int element) {
    ByteBuffer in = ByteBuffer.wrap(command).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      in.getShort();
      int next = Short.toUnsignedInt(in.getShort());
      int length = in.getInt();
      if (next == element) {
        return Short.toUnsignedInt(in.getShort());
      }
      in.position(in.position() + length);
    }
    return -1;
  }
}
