package io.isthmus.dicom.json;

import io.isthmus.dicom.charset.CharacterSets;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ElementText;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import io.isthmus.dicom.json.JsonOptions.NonFinite;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/** Writes the values of one element, text and numbers (PS3.18 F.2.3). */
final class JsonValues {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte[] VALUE = JsonOutput.ascii(",\"Value\":[");
  private static final byte[] NULL = JsonOutput.ascii("null");
  private static final byte[][] GROUPS = {
    JsonOutput.ascii("\"Alphabetic\":"),
    JsonOutput.ascii("\"Ideographic\":"),
    JsonOutput.ascii("\"Phonetic\":")
  };
  private static final long EXACT = 1L << 53;

  private final JsonOutput out;
  private final NonFinite nonFinite;

  JsonValues(JsonOutput out, NonFinite nonFinite) {
    this.out = out;
    this.nonFinite = nonFinite;
  }

  /** Writes the member Value, or nothing if the value is only padding. */
  void write(Element.Value value, CharacterSets sets) throws IOException {
    if (value.vr().isText()) {
      text(value, sets);
    } else if (value.bytes().length >= value.vr().valueSize()) {
      numbers(value.bytes(), value.vr());
    }
  }

  private void text(Element.Value value, CharacterSets sets) throws IOException {
    if ((sets.showsAscii() || !value.vr().usesSpecificCharacterSet()) && isPlainWord(value)) {
      out.put(VALUE);
      int end = value.bytes().length;
      while (value.bytes()[end - 1] == ' ' || value.bytes()[end - 1] == 0) {
        end--;
      }
      out.quotedPlain(value.bytes(), 0, end);
      out.put(']');
      return;
    }
    List<String> texts = ElementText.of(value, sets);
    if (texts.isEmpty()) {
      return;
    }
    out.put(VALUE);
    for (int i = 0; i < texts.size(); i++) {
      if (i > 0) {
        out.put(',');
      }
      text(texts.get(i), value.vr());
    }
    out.put(']');
  }

  /**
   * One value of ASCII letters, digits, blanks and marks that every set shows alike, and that needs
   * no trimming before it, no escape and no parsing.
   */
  private static boolean isPlainWord(Element.Value value) {
    Vr vr = value.vr();
    if (vr == Vr.PN || vr == Vr.DS || vr == Vr.IS) {
      return false;
    }
    byte[] bytes = value.bytes();
    if (bytes.length == 0 || bytes[0] <= ' ') {
      return false;
    }
    int last = bytes.length - 1;
    for (int i = 0; i < last; i++) {
      if (!isPlain(bytes[i])) {
        return false;
      }
    }
    return isPlain(bytes[last]) || bytes[last] == 0;
  }

  private static boolean isPlain(byte b) {
    return b >= ' ' && b <= '~' && b != '"' && b != '\\';
  }

  private void text(String text, Vr vr) throws IOException {
    if (text.isEmpty()) {
      out.put(NULL);
    } else if (vr == Vr.PN) {
      name(text);
    } else if ((vr == Vr.DS && DecimalText.isNumber(text))
        || (vr == Vr.IS && DecimalText.isInteger(text))) {
      out.plain(text);
    } else {
      out.quoted(text);
    }
  }

  private void name(String text) throws IOException {
    List<String> groups = ElementText.nameGroups(text);
    boolean open = false;
    for (int i = 0; i < groups.size(); i++) {
      if (!groups.get(i).isEmpty()) {
        out.put(open ? ',' : '{');
        open = true;
        out.put(GROUPS[i]);
        out.quoted(groups.get(i));
      }
    }
    if (open) {
      out.put('}');
    } else {
      out.put(NULL);
    }
  }

  private void numbers(byte[] bytes, Vr vr) throws IOException {
    out.put(VALUE);
    int size = vr.valueSize();
    for (int at = 0; at + size <= bytes.length; at += size) {
      if (at > 0) {
        out.put(',');
      }
      number(bytes, at, vr);
    }
    out.put(']');
  }

  private void number(byte[] bytes, int at, Vr vr) throws IOException {
    switch (vr) {
      case US -> out.number(Short.toUnsignedInt((short) SHORT.get(bytes, at)));
      case SS -> out.number((short) SHORT.get(bytes, at));
      case UL -> out.number(Integer.toUnsignedLong((int) INT.get(bytes, at)));
      case SL -> out.number((int) INT.get(bytes, at));
      case FL -> real(Float.intBitsToFloat((int) INT.get(bytes, at)), Float.MAX_VALUE);
      case FD -> real(Double.longBitsToDouble((long) LONG.get(bytes, at)), Double.MAX_VALUE);
      case SV -> signed((long) LONG.get(bytes, at));
      case UV -> unsigned((long) LONG.get(bytes, at));
      case AT -> tag(Tag.of((short) SHORT.get(bytes, at), (short) SHORT.get(bytes, at + 2)));
      case AE,
          AS,
          CS,
          DA,
          DS,
          DT,
          IS,
          LO,
          LT,
          OB,
          OD,
          OF,
          OL,
          OV,
          OW,
          PN,
          SH,
          SQ,
          ST,
          TM,
          UC,
          UI,
          UN,
          UR,
          UT ->
          throw new IllegalArgumentException(vr + " has no numbers");
    }
  }

  private void tag(int tag) throws IOException {
    out.put('"');
    out.hex(tag);
    out.put('"');
  }

  private void signed(long value) throws IOException {
    if (value >= -EXACT && value <= EXACT) {
      out.number(value);
    } else {
      out.quoted(Long.toString(value));
    }
  }

  private void unsigned(long value) throws IOException {
    if (value >= 0 && value <= EXACT) {
      out.number(value);
    } else {
      out.quoted(Long.toUnsignedString(value));
    }
  }

  private void real(double value, double largest) throws IOException {
    if (value == (long) value && Math.abs(value) <= EXACT && (value != 0 || 1 / value > 0)) {
      out.number((long) value);
    } else if (Double.isFinite(value)) {
      out.plain(Double.toString(value));
    } else {
      switch (nonFinite) {
        case STRING -> out.quoted(Double.toString(value));
        case NULL -> {
          if (Double.isNaN(value)) {
            out.put(NULL);
          } else {
            out.plain(Double.toString(Math.copySign(largest, value)));
          }
        }
      }
    }
  }
}
