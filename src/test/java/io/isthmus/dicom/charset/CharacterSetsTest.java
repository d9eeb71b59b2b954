package io.isthmus.dicom.charset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharacterSetsTest {
  private static CharacterSets sets(String declared) {
    return CharacterSets.of(Arrays.asList(declared.split("\\\\", -1)));
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] latin(String bytes) {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Names of PS3.5 H, I, J and K, and one text for each single-byte set. */
  @ParameterizedTest
  @CsvSource({
    "ISO_IR 100, 4D FC 6C 6C 65 72, Müller",
    "ISO_IR 101, 57 61 B3 EA 73 61, Wałęsa",
    "ISO_IR 109, A1 65 6C, Ħel",
    "ISO_IR 110, C0 69, Āi",
    "ISO_IR 144, BB EE DA 63 65 DC D1 79 70 D3, Люкceмбypг",
    "ISO_IR 127, E2 C8 C7 E6 EA, قباني",
    "ISO_IR 126, C4 E9 EF ED F5 F3 E9 EF F2, Διονυσιος",
    "ISO_IR 138, F9 F8 E5 EF, שרון",
    "ISO_IR 148, C7 61 76 75 FE, Çavuş",
    "ISO_IR 203, A4 BD, €œ",
    "ISO_IR 166, CA C1 AA D2 C2, สมชาย",
    "ISO_IR 13, D4 CF C0 DE, ﾔﾏﾀﾞ",
    "ISO_IR 192, 57 61 6E 67 3D E7 8E 8B, Wang=王",
    "GB18030, 57 61 6E 67 3D CD F5, Wang=王",
    "GB18030, 81 30 81 30, \u0080",
    "GBK, 95 5C, 昞"
  })
  void aDefinedTermIsDecodedAndEncoded(String term, String bytes, String text) {
    byte[] stored = hex(bytes.replace(" ", ""));

    assertThat(sets(term).decode(stored, Delimiters.NAMES)).isEqualTo(text);
    assertThat(sets(term).encode(text, Delimiters.NAMES)).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource({
    "\\ISO 2022 IR 87,"
        + " 'Yamada^Tarou=\u001B$B;3ED\u001B(B^\u001B$BB@O:\u001B(B=\u001B$B$d$^$@\u001B(B^\u001B$B$?$m$&\u001B(B',"
        + " Yamada^Tarou=山田^太郎=やまだ^たろう",
    "ISO 2022 IR 13\\ISO 2022 IR 87,"
        + " 'ÔÏÀÞ^ÀÛ³=\u001B$B;3ED\u001B(J^\u001B$BB@O:\u001B(J=\u001B$B$d$^$@\u001B(J^\u001B$B$?$m$&\u001B(J',"
        + " ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
    "\\ISO 2022 IR 58, 'Zhang^XiaoDong=\u001B$)AÕÅ^\u001B$)AÐ¡¶«=', Zhang^XiaoDong=张^小东="
  })
  void namesOfTheStandardWithEscapesAreDecodedAndEncoded(
      String declared, String bytes, String text) {
    assertThat(sets(declared).decode(latin(bytes), Delimiters.NAMES)).isEqualTo(text);
    assertThat(
            sets(declared).decode(sets(declared).encode(text, Delimiters.NAMES), Delimiters.NAMES))
        .isEqualTo(text);
  }

  @Test
  void theKoreanNameOfTheStandardIsDecoded() {
    byte[] bytes =
        hex(
            "486F6E675E47696C646F6E673D1B242943FBF35E1B242943D1CED4D73D"
                + "1B242943C8AB5E1B242943B1E6B5BF");

    assertThat(sets("\\ISO 2022 IR 149").decode(bytes, Delimiters.NAMES))
        .isEqualTo("Hong^Gildong=洪^吉洞=홍^길동");
  }

  @Test
  void escapesOfSeveralSetsAreMixedInOneText() {
    CharacterSets mixed =
        sets(
            "\\ISO 2022 IR 100\\ISO 2022 IR 144\\ISO 2022 IR 126\\ISO 2022 IR 87\\ISO 2022 IR 159");
    String text = "Äneas Диоген Διονυσιος 山田 丂 end";

    assertThat(mixed.decode(mixed.encode(text, Delimiters.TEXT), Delimiters.TEXT)).isEqualTo(text);
  }

  @Test
  void aDelimiterBringsTheInitialSetBack() {
    CharacterSets cyrillic = sets("ISO 2022 IR 100\\ISO 2022 IR 144");
    byte[] bytes = latin("\u001B-LÔ^ä\r\nä");

    assertThat(cyrillic.decode(bytes, Delimiters.NAMES)).isEqualTo("д^ä\r\nä");
    assertThat(cyrillic.decode(bytes, Delimiters.TEXT)).isEqualTo("д^ф\r\nä");
  }

  @Test
  @Requirement("JSON-10")
  void aTrailByteThatLooksLikeABackslashIsPartOfItsCharacter() {
    assertThat(sets("GB18030").decode(hex("955C5C41"), Delimiters.VALUES)).isEqualTo("昞\\A");
    assertThat(sets("\\ISO 2022 IR 87").decode(hex("1B2442305C1B28425C41"), Delimiters.VALUES))
        .isEqualTo("移\\A");
  }

  @Test
  @Requirement("JSON-10")
  void aYenSignSeparatesValuesButIsAYenSignInText() {
    assertThat(sets("ISO_IR 13").decode(latin("A\\B~"), Delimiters.VALUES)).isEqualTo("A\\B‾");
    assertThat(sets("ISO_IR 13").decode(latin("A\\B"), Delimiters.TEXT)).isEqualTo("A¥B");
  }

  @ParameterizedTest
  @CsvSource({
    "ISO_IR 100\\ISO 2022 IR 87, 'ä\u001B$B;3\u001B(B', ä山",
    "ISO_IR 100\\ISO_IR 144, 'ä\u001B-LÔ', äд",
    "ISO 2022 IR 100, ä, ä",
    "ISO 2022 IR 87, '\u001B$B;3\u001B(BA', 山A",
    "ISO 2022 IR 149, È«A, 홍A",
    "\\ISO 2022 IR 149, È«A, 홍A",
    "ISO_IR 192\\ISO 2022 IR 87, Ã¤, ä",
    "ISO IR 100, ä, ä",
    "ISO-IR_101, ³, ł",
    "iso_ir 144, Ô, д",
    "SOMETHING, A, A"
  })
  void aWrongDeclarationIsUnderstood(String declared, String bytes, String text) {
    assertThat(sets(declared).decode(latin(bytes), Delimiters.NAMES)).isEqualTo(text);
  }

  @Test
  void anEscapeThatIsNotKnownStaysInTheText() {
    assertThat(sets("\\ISO 2022 IR 87").decode(latin("a\u001B(Zb"), Delimiters.NAMES))
        .isEqualTo("a\u001B(Zb");
  }

  @Test
  void halfACharacterBecomesTheReplacementCharacter() {
    assertThat(sets("\\ISO 2022 IR 87").decode(latin("\u001B$B;3;"), Delimiters.NAMES))
        .isEqualTo("山\uFFFD");
    assertThat(sets("ISO_IR 192").decode(hex("41E7"), Delimiters.NAMES)).isEqualTo("A\uFFFD");
    assertThat(sets("\\ISO 2022 IR 87").decode(latin("\u001B$B;3;\u001B(BA"), Delimiters.NAMES))
        .as("the escape after it counts")
        .isEqualTo("山\uFFFDA");
    assertThat(sets("\\ISO 2022 IR 87").decode(latin("\u001B$B;3;±"), Delimiters.NAMES))
        .as("the byte of another element after it is not lost")
        .isEqualTo("山\uFFFD±");
    assertThat(sets("\\ISO 2022 IR 149").decode(latin("È«ÈA"), Delimiters.NAMES))
        .as("the letter after it is not lost")
        .isEqualTo("홍\uFFFDA");
  }

  @Test
  void undeclaredBytesBeyondAsciiAreNotLost() {
    assertThat(CharacterSets.DEFAULT.decode(hex("4DFC"), Delimiters.NAMES)).isEqualTo("Mü");
    assertThat(CharacterSets.DEFAULT.canEncode("Mü")).isFalse();
  }

  @Test
  void textOutsideOfTheSetsIsRefusedWithoutBeingNamed() {
    assertThat(sets("ISO_IR 100").canEncode("山田")).isFalse();
    assertThatThrownBy(() -> sets("ISO_IR 100").encode("山田", Delimiters.NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("text has characters outside of ISO_IR 100");
  }

  @Test
  void setsAreEqualByTheirTerms() {
    assertThat(sets("ISO_IR 192")).isEqualTo(CharacterSets.UTF_8);
    assertThat(CharacterSets.of(List.of())).isEqualTo(CharacterSets.DEFAULT);
  }
}
