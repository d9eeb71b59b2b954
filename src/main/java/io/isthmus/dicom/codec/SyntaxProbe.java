package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.Dictionary;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.util.Optional;

/**
 * Finds the transfer syntax of a data set from its first element, where the file does not state it
 * or states Implicit VR over explicit elements.
 */
final class SyntaxProbe {
  private static final int HEADER = 8;
  private static final int MAX_FIRST_LENGTH = 0xFFFF;

  private SyntaxProbe() {}

  static TransferSyntax probe(Optional<String> stated, byte[] first, long offset)
      throws MalformedDicomException {
    if (stated.isPresent()) {
      TransferSyntax syntax = TransferSyntax.of(stated.get());
      return !syntax.explicitVr() && matches(first, false)
          ? TransferSyntax.ExplicitVRLittleEndian
          : syntax;
    }
    if (first.length == 0) {
      return TransferSyntax.ExplicitVRLittleEndian;
    }
    if (first.length >= HEADER) {
      if (matches(first, false)) {
        return TransferSyntax.ExplicitVRLittleEndian;
      }
      if (matches(first, true)) {
        return TransferSyntax.ExplicitVRBigEndian;
      }
      if (isPlausibleImplicit(first)) {
        return TransferSyntax.ImplicitVRLittleEndian;
      }
    }
    throw new MalformedDicomException("no DICOM file and no data set", offset, 0);
  }

  /** The letters are those of the VR that the dictionary has for the tag. */
  private static boolean matches(byte[] first, boolean bigEndian) {
    if (first.length < HEADER) {
      return false;
    }
    Vr stated = Vr.ofLetters(first[4], first[5]);
    return stated != null && stated == Dictionary.vrOf(tag(first, bigEndian));
  }

  private static boolean isPlausibleImplicit(byte[] first) {
    int tag = tag(first, false);
    long length = u16(first, 4, false) | ((long) u16(first, 6, false) << 16);
    if (length == 0xFFFFFFFFL && first.length >= HEADER + 4) {
      return Tag.of(u16(first, HEADER, false), u16(first, HEADER + 2, false)) == Tag.Item;
    }
    return Dictionary.vrOf(tag) != Vr.UN && Tag.group(tag) < 0x0100 && length <= MAX_FIRST_LENGTH;
  }

  private static int tag(byte[] bytes, boolean bigEndian) {
    return Tag.of(u16(bytes, 0, bigEndian), u16(bytes, 2, bigEndian));
  }

  private static int u16(byte[] bytes, int at, boolean bigEndian) {
    int first = bytes[at] & 0xFF;
    int second = bytes[at + 1] & 0xFF;
    return bigEndian ? (first << 8) | second : first | (second << 8);
  }
}
