package io.isthmus.dicom.data;

import io.isthmus.dicom.charset.CharacterSets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Numbers and tags as they are stored, in little endian (PS3.5 6.2). */
final class BinaryNumbers {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private BinaryNumbers() {}

  /** Each value in decimal, tags in hexadecimal; bytes too few for a last value are left out. */
  static List<String> texts(Element.Value value) {
    byte[] bytes = value.bytes();
    int size = value.vr().valueSize();
    List<String> values = new ArrayList<>(bytes.length / size);
    for (int i = 0; i + size <= bytes.length; i += size) {
      values.add(number(bytes, i, value.vr()));
    }
    return values;
  }

  private static String number(byte[] bytes, int at, Vr vr) {
    return switch (vr) {
      case US -> Integer.toString(Short.toUnsignedInt((short) SHORT.get(bytes, at)));
      case SS -> Short.toString((short) SHORT.get(bytes, at));
      case UL -> Integer.toUnsignedString((int) INT.get(bytes, at));
      case SL -> Integer.toString((int) INT.get(bytes, at));
      case UV -> Long.toUnsignedString((long) LONG.get(bytes, at));
      case SV -> Long.toString((long) LONG.get(bytes, at));
      case FL -> Float.toString(Float.intBitsToFloat((int) INT.get(bytes, at)));
      case FD -> Double.toString(Double.longBitsToDouble((long) LONG.get(bytes, at)));
      case AT -> Tag.hex(Tag.of((short) SHORT.get(bytes, at), (short) SHORT.get(bytes, at + 2)));
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
          throw new IllegalArgumentException(vr + " is no number");
    };
  }

  /** The first value, if it is an integer that fits. */
  static OptionalInt integer(Element.Value value) {
    byte[] bytes = value.bytes();
    return switch (value.vr()) {
      case US -> bytes.length < 2 ? OptionalInt.empty() : unsigned((short) SHORT.get(bytes, 0));
      case SS ->
          bytes.length < 2 ? OptionalInt.empty() : OptionalInt.of((short) SHORT.get(bytes, 0));
      case SL -> bytes.length < 4 ? OptionalInt.empty() : OptionalInt.of((int) INT.get(bytes, 0));
      case UL -> bytes.length < 4 ? OptionalInt.empty() : signed((int) INT.get(bytes, 0));
      case IS -> parse(ElementText.of(value, CharacterSets.DEFAULT));
      case AE,
          AS,
          AT,
          CS,
          DA,
          DS,
          DT,
          FD,
          FL,
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
          SV,
          TM,
          UC,
          UI,
          UN,
          UR,
          UT,
          UV ->
          OptionalInt.empty();
    };
  }

  private static OptionalInt unsigned(short value) {
    return OptionalInt.of(Short.toUnsignedInt(value));
  }

  private static OptionalInt signed(int unsigned) {
    return unsigned < 0 ? OptionalInt.empty() : OptionalInt.of(unsigned);
  }

  private static OptionalInt parse(List<String> values) {
    try {
      return values.isEmpty()
          ? OptionalInt.empty()
          : OptionalInt.of(Integer.parseInt(values.getFirst()));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
