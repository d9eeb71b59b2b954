package io.isthmus.dimse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The elements of group 0000, always Implicit VR Little Endian with a group length (PS3.7 6.3.1).
 * Immutable.
 */
public final class CommandSet {
  public static final int AffectedSOPClassUID = 0x0002;
  public static final int RequestedSOPClassUID = 0x0003;
  public static final int CommandField = 0x0100;
  public static final int MessageID = 0x0110;
  public static final int MessageIDBeingRespondedTo = 0x0120;
  public static final int MoveDestination = 0x0600;
  public static final int Priority = 0x0700;
  public static final int CommandDataSetType = 0x0800;
  public static final int Status = 0x0900;
  public static final int OffendingElement = 0x0901;
  public static final int ErrorComment = 0x0902;
  public static final int ErrorID = 0x0903;
  public static final int AffectedSOPInstanceUID = 0x1000;
  public static final int RequestedSOPInstanceUID = 0x1001;
  public static final int EventTypeID = 0x1002;
  public static final int AttributeIdentifierList = 0x1005;
  public static final int ActionTypeID = 0x1008;
  public static final int NumberOfRemainingSuboperations = 0x1020;
  public static final int NumberOfCompletedSuboperations = 0x1021;
  public static final int NumberOfFailedSuboperations = 0x1022;
  public static final int NumberOfWarningSuboperations = 0x1023;
  public static final int MoveOriginatorApplicationEntityTitle = 0x1030;
  public static final int MoveOriginatorMessageID = 0x1031;

  /** The value of Command Data Set Type that says that no data set follows. */
  public static final int NO_DATA_SET = 0x0101;

  private static final int HEADER_LENGTH = 8;

  private final SortedMap<Integer, byte[]> elements;

  private CommandSet(SortedMap<Integer, byte[]> elements) {
    this.elements = elements;
  }

  /** A command with nothing in it yet. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads an encoded command set; elements of other groups and the group length are left out.
   *
   * @throws MalformedCommandException if an element runs over the end
   */
  public static CommandSet read(byte[] bytes) throws MalformedCommandException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    SortedMap<Integer, byte[]> elements = new TreeMap<>();
    while (in.hasRemaining()) {
      if (in.remaining() < HEADER_LENGTH) {
        throw new MalformedCommandException("command set ends inside an element header");
      }
      int group = Short.toUnsignedInt(in.getShort());
      int element = Short.toUnsignedInt(in.getShort());
      long length = Integer.toUnsignedLong(in.getInt());
      if (length > in.remaining()) {
        throw new MalformedCommandException(
            String.format("(%04X,%04X) of %d bytes runs over the end", group, element, length));
      }
      byte[] value = new byte[(int) length];
      in.get(value);
      if (group == 0 && element != 0) {
        elements.put(element, value);
      }
    }
    return new CommandSet(elements);
  }

  /** The bytes of the command set, group length first. */
  public byte[] encode() {
    int length = elements.values().stream().mapToInt(value -> HEADER_LENGTH + value.length).sum();
    ByteBuffer out = ByteBuffer.allocate(HEADER_LENGTH + 4 + length).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0).putInt(4).putInt(length);
    for (Map.Entry<Integer, byte[]> element : elements.entrySet()) {
      out.putShort((short) 0).putShort(element.getKey().shortValue());
      out.putInt(element.getValue().length).put(element.getValue());
    }
    return out.array();
  }

  /** Whether an element is there, be it empty. */
  public boolean contains(int element) {
    return elements.containsKey(element);
  }

  /** Text without padding; empty when absent. */
  public String text(int element) {
    byte[] value = elements.getOrDefault(element, new byte[0]);
    // Spaces, NULs and whatever else some writers pad with, in any order.
    return new String(value, StandardCharsets.ISO_8859_1).trim();
  }

  /** Text without padding; null when absent or empty. */
  @Nullable String textOrNull(int element) {
    String text = text(element);
    return text.isEmpty() ? null : text;
  }

  /** A number of VR US. */
  public OptionalInt unsigned16(int element) {
    byte[] value = elements.get(element);
    return value == null || value.length < 2
        ? OptionalInt.empty()
        : OptionalInt.of(Byte.toUnsignedInt(value[0]) | Byte.toUnsignedInt(value[1]) << 8);
  }

  /** A number of VR US that the message cannot be without. */
  int required16(int element) throws MalformedCommandException {
    return unsigned16(element)
        .orElseThrow(() ->
            new MalformedCommandException(
                String.format("command set without (0000,%04X)", element)));
  }

  /** The tags of a list of VR AT. */
  public List<Integer> tags(int element) {
    ByteBuffer in =
        ByteBuffer.wrap(elements.getOrDefault(element, new byte[0])).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> tags = new ArrayList<>();
    while (in.remaining() >= 4) {
      tags.add(Short.toUnsignedInt(in.getShort()) << 16 | Short.toUnsignedInt(in.getShort()));
    }
    return tags;
  }

  /** Whether a data set follows: any value but 0101H says so. */
  public boolean hasDataSet() {
    return unsigned16(CommandDataSetType).orElse(NO_DATA_SET) != NO_DATA_SET;
  }

  /** Collects elements in any order. Not thread safe. */
  public static final class Builder {
    private final SortedMap<Integer, byte[]> elements = new TreeMap<>();

    private Builder() {}

    /** A UID, padded with NUL; left out when null. */
    public Builder uid(int element, @Nullable String uid) {
      return put(element, uid, '\0');
    }

    /** Text, padded with a space; left out when null. */
    public Builder text(int element, @Nullable String text) {
      return put(element, text, ' ');
    }

    private Builder put(int element, @Nullable String text, char padding) {
      if (text != null) {
        String even = text.length() % 2 == 0 ? text : text + padding;
        elements.put(element, even.getBytes(StandardCharsets.ISO_8859_1));
      }
      return this;
    }

    /** A number of VR US; left out when null. */
    public Builder unsigned16(int element, @Nullable Integer value) {
      if (value != null) {
        elements.put(element, new byte[] {(byte) (int) value, (byte) (value >> 8)});
      }
      return this;
    }

    /** A list of VR AT; left out when empty. */
    public Builder tags(int element, List<Integer> tags) {
      if (!tags.isEmpty()) {
        ByteBuffer out = ByteBuffer.allocate(4 * tags.size()).order(ByteOrder.LITTLE_ENDIAN);
        tags.forEach(tag -> out.putShort((short) (tag >>> 16)).putShort((short) (int) tag));
        elements.put(element, out.array());
      }
      return this;
    }

    /** Command Data Set Type. */
    public Builder dataSet(boolean follows) {
      return unsigned16(CommandDataSetType, follows ? 0 : NO_DATA_SET);
    }

    /** The command set as it is now. */
    public CommandSet build() {
      return new CommandSet(new TreeMap<>(elements));
    }
  }
}
