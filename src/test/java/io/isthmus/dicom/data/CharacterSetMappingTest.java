package io.isthmus.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CharacterSetMappingTest {
  private static final byte[] EURO = {'1', '0', ' ', (byte) 0x80};

  private static Element comments(byte... bytes) {
    return new Element.Value(Tag.PatientComments, Vr.LT, bytes);
  }

  @Test
  void aCodePageThatIsDeclaredAsLatin1IsReadAsItWasMeant() {
    DataSet received =
        DataSet.builder().specificCharacterSet("ISO_IR 100").put(comments(EURO)).build();

    DataSet meant = CharacterSetMapping.of(Map.of("ISO_IR 100", "windows-1252")).apply(received);

    assertThat(meant.string(Tag.PatientComments)).hasValue("10 \u20AC");
    assertThat(meant.strings(Tag.SpecificCharacterSet)).containsExactly("ISO_IR 192");
  }

  @Test
  void textWithoutDeclarationIsReadInTheSetOfItsWriter() {
    byte[] name = "M\u00FCller^J\u00F6rg=\u5C71".getBytes(StandardCharsets.UTF_8);
    DataSet received =
        DataSet.builder().put(new Element.Value(Tag.PatientName, Vr.PN, name)).build();

    DataSet meant = CharacterSetMapping.of(Map.of("", "ISO_IR 192")).apply(received);

    assertThat(meant.string(Tag.PatientName)).hasValue("M\u00FCller^J\u00F6rg=\u5C71");
  }

  @Test
  void severalTermsAreMappedTogether() {
    byte[] yamada = {0x1B, '$', 'B', 0x3B, 0x33, 0x1B, '(', 'B'};
    DataSet received =
        DataSet.builder().specificCharacterSet("ISO_IR 6").put(comments(yamada)).build();

    DataSet meant = CharacterSetMapping.of(Map.of("ISO_IR 6", "\\ISO 2022 IR 87")).apply(received);

    assertThat(meant.string(Tag.PatientComments)).hasValue("\u5C71");
  }

  @Test
  void itemsAreReadByTheirOwnDeclaration() {
    DataSet item = DataSet.builder().specificCharacterSet("ISO_IR 100").put(comments(EURO)).build();
    DataSet received =
        DataSet.builder()
            .specificCharacterSet("ISO_IR 101")
            .put(new Element.Value(Tag.PatientID, Vr.LO, new byte[] {(byte) 0xB3, 'x'}))
            .items(Tag.ReferencedStudySequence, item)
            .build();

    DataSet meant = CharacterSetMapping.of(Map.of("ISO_IR 100", "windows-1252")).apply(received);

    assertThat(meant.string(Tag.PatientID)).hasValue("\u0142x");
    assertThat(meant.items(Tag.ReferencedStudySequence).getFirst().string(Tag.PatientComments))
        .hasValue("10 \u20AC");
  }

  @Test
  void aValueThatIsNoTextInTheSetMeantIsTakenAsDeclared() {
    DataSet received =
        DataSet.builder()
            .specificCharacterSet("ISO_IR 100")
            .put(comments((byte) 0xE9, (byte) 't'))
            .build();

    DataSet meant = CharacterSetMapping.of(Map.of("ISO_IR 100", "ISO_IR 192")).apply(received);

    assertThat(meant.string(Tag.PatientComments)).hasValue("\u00E9t");
  }

  @Test
  void whatIsNotMappedIsTheSameDataSet() {
    DataSet plain = DataSet.builder().text(Tag.PatientID, "P").build();
    DataSet greek =
        DataSet.builder()
            .specificCharacterSet("ISO_IR 126")
            .put(comments((byte) 0xE1, (byte) ' '))
            .build();
    CharacterSetMapping mapping = CharacterSetMapping.of(Map.of("", "GBK", "ISO_IR 100", "GBK"));

    assertThat(mapping.apply(plain)).isSameAs(plain);
    assertThat(mapping.apply(greek)).isSameAs(greek);
    assertThat(CharacterSetMapping.NONE.apply(greek)).isSameAs(greek);
  }

  @Test
  void aSetThatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> CharacterSetMapping.of(Map.of("", "klingon")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
