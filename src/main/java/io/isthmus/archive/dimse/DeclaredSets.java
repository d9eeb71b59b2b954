package io.isthmus.archive.dimse;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Looks whether text is in the character sets that are declared with it. Pure. */
final class DeclaredSets {
  private static final String DEFAULT = "ISO_IR 6";
  private static final Set<String> LATIN = Set.of(DEFAULT, "ISO_IR 100", "ISO_IR 101");
  private static final Set<String> WITHOUT_ESCAPES = Set.of("ISO_IR 192", "GB18030", "GBK");
  private static final byte ESCAPE = 0x1B;

  private DeclaredSets() {}

  /** What is declared, as one text. */
  static String of(DataSet match) {
    return String.join("\\", match.strings(Tag.SpecificCharacterSet));
  }

  /** The same, or the default repertoire where nothing is declared. */
  static String orDefault(DataSet match) {
    String terms = of(match);
    return terms.isEmpty() ? DEFAULT : terms;
  }

  /** Whether some text cannot be what is declared: UTF-8 as Latin, or escapes of no extension. */
  static boolean isWrong(DataSet match) {
    String declared = orDefault(match);
    boolean latin = LATIN.contains(declared);
    boolean extended = declared.contains("ISO 2022") || WITHOUT_ESCAPES.contains(declared);
    for (Element element : match) {
      if (element instanceof Element.Value value
          && value.vr().usesSpecificCharacterSet()
          && ((latin && isUtf8(value.bytes())) || (!extended && hasEscape(value.bytes())))) {
        return true;
      }
    }
    return false;
  }

  /** Text of other sets than UTF-8 that is well-formed as such is all but impossible. */
  private static boolean isUtf8(byte[] text) {
    try {
      int characters =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).remaining();
      return characters < text.length;
    } catch (CharacterCodingException other) {
      return false;
    }
  }

  private static boolean hasEscape(byte[] text) {
    for (byte one : text) {
      if (one == ESCAPE) {
        return true;
      }
    }
    return false;
  }

  /** What is declared of matches whose text is something else. */
  static List<String> wrong(List<DataSet> matches) {
    return matches.stream().filter(DeclaredSets::isWrong).map(DeclaredSets::orDefault).toList();
  }
}
