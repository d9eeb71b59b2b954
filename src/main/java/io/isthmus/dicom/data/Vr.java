package io.isthmus.dicom.data;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Value representation (PS3.5 6.2). */
public enum Vr {
  AE(Kind.TEXT),
  AS(Kind.TEXT),
  AT(Kind.TAGS, 2),
  CS(Kind.TEXT),
  DA(Kind.TEXT),
  DS(Kind.TEXT),
  DT(Kind.TEXT),
  FD(Kind.NUMBERS, 8),
  FL(Kind.NUMBERS, 4),
  IS(Kind.TEXT),
  LO(Kind.LOCALIZED),
  LT(Kind.LOCALIZED),
  OB(Kind.BYTES, 1),
  OD(Kind.BYTES, 8),
  OF(Kind.BYTES, 4),
  OL(Kind.BYTES, 4),
  OV(Kind.BYTES, 8),
  OW(Kind.BYTES, 2),
  PN(Kind.LOCALIZED),
  SH(Kind.LOCALIZED),
  SL(Kind.NUMBERS, 4),
  SQ(Kind.ITEMS),
  SS(Kind.NUMBERS, 2),
  ST(Kind.LOCALIZED),
  SV(Kind.NUMBERS, 8),
  TM(Kind.TEXT),
  UC(Kind.LOCALIZED),
  UI(Kind.TEXT),
  UL(Kind.NUMBERS, 4),
  UN(Kind.BYTES, 1),
  UR(Kind.TEXT),
  US(Kind.NUMBERS, 2),
  UT(Kind.LOCALIZED),
  UV(Kind.NUMBERS, 8);

  private enum Kind {
    TEXT,
    LOCALIZED,
    NUMBERS,
    TAGS,
    BYTES,
    ITEMS
  }

  private static final int LETTERS = 26;
  private static final @Nullable Vr[] BY_LETTERS = new Vr[LETTERS * LETTERS];

  static {
    for (Vr vr : values()) {
      BY_LETTERS[(vr.name().charAt(0) - 'A') * LETTERS + vr.name().charAt(1) - 'A'] = vr;
    }
  }

  private final Kind kind;
  private final int wordSize;

  Vr(Kind kind) {
    this(kind, 1);
  }

  Vr(Kind kind, int wordSize) {
    this.kind = kind;
    this.wordSize = wordSize;
  }

  /** The VR of two ASCII letters, or null: no VR of the standard. */
  public static @Nullable Vr ofLetters(int first, int second) {
    int a = first - 'A';
    int b = second - 'A';
    return a >= 0 && a < LETTERS && b >= 0 && b < LETTERS ? BY_LETTERS[a * LETTERS + b] : null;
  }

  /** The VR with this name, in upper case. */
  public static Optional<Vr> find(String name) {
    return name.length() == 2
        ? Optional.ofNullable(ofLetters(name.charAt(0), name.charAt(1)))
        : Optional.empty();
  }

  /** Explicit VR headers carry two reserved bytes and a 32-bit length (PS3.5 7.1.2). */
  public boolean longLength() {
    return switch (this) {
      case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
      case AE, AS, AT, CS, DA, DS, DT, FD, FL, IS, LO, LT, PN, SH, SL, SS, ST, TM, UI, UL, US ->
          false;
    };
  }

  /** The value is characters. */
  public boolean isText() {
    return kind == Kind.TEXT || kind == Kind.LOCALIZED;
  }

  /** The characters are those of (0008,0005) (PS3.5 6.1.2.3). */
  public boolean usesSpecificCharacterSet() {
    return kind == Kind.LOCALIZED;
  }

  /** The value is binary integers or floating point numbers, of which there may be several. */
  public boolean isBinaryNumber() {
    return kind == Kind.NUMBERS;
  }

  /** The value is a string of bytes or words that DICOM JSON writes inline as base64. */
  public boolean isBytes() {
    return kind == Kind.BYTES;
  }

  /** Values are separated by a backslash, or are fixed-size numbers or tags. */
  public boolean multiValued() {
    return switch (this) {
      case LT, ST, UR, UT, SQ, OB, OD, OF, OL, OV, OW, UN -> false;
      case AE, AS, AT, CS, DA, DS, DT, FD, FL, IS, LO, PN, SH, SL, SS, SV, TM, UC, UI, UL, US, UV ->
          true;
    };
  }

  /** Spaces before the first character carry no meaning (PS3.5 Table 6.2-1). */
  public boolean leadingSpacesInsignificant() {
    return switch (this) {
      case AE, AS, CS, DA, DS, DT, IS, LO, PN, SH, TM, UI, UR -> true;
      case LT, ST, UC, UT, AT, FD, FL, OB, OD, OF, OL, OV, OW, SL, SQ, SS, SV, UL, UN, US, UV ->
          false;
    };
  }

  /** What fills a value up to an even length (PS3.5 6.2): a space, or NUL for UI and bytes. */
  public byte padding() {
    return isText() && this != UI ? (byte) ' ' : 0;
  }

  /** The unit that byte order applies to, in bytes: 1, 2, 4 or 8 (PS3.5 7.3). */
  public int wordSize() {
    return wordSize;
  }

  /** The size of one binary value in bytes: AT has two words. */
  public int valueSize() {
    return this == AT ? 4 : wordSize;
  }
}
