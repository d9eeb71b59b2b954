package io.isthmus.archive.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTextTest {
  private static DataSet key(String name) {
    return DataSet.builder().specificCharacterSet("ISO_IR 192").text(Tag.PatientName, name).build();
  }

  @Test
  @Requirement("DIM-13")
  void keysAreSentInTheSetThatThePacsReads() {
    SearchText text = SearchText.of(Optional.of("ISO_IR 100"), Optional.empty());

    DataSet sent = text.sent(key("M\u00FCller^J"));

    assertThat(sent.strings(Tag.SpecificCharacterSet)).containsExactly("ISO_IR 100");
    assertThat(sent.get(Tag.PatientName))
        .contains(
            new Element.Value(
                Tag.PatientName,
                Vr.PN,
                new byte[] {'M', (byte) 0xFC, 'l', 'l', 'e', 'r', '^', 'J'}));
  }

  @Test
  @Requirement("DIM-13")
  void aKeyThatTheSetLacksIsSentInUtf8AndAPlainOneWithoutDeclaration() {
    SearchText text = SearchText.of(Optional.of("ISO_IR 100"), Optional.empty());
    DataSet plain = DataSet.builder().text(Tag.PatientName, "Doe*").build();

    assertThat(text.sent(key("\u5C71\u7530"))).isEqualTo(key("\u5C71\u7530"));
    assertThat(text.sent(plain)).isSameAs(plain);
    assertThat(SearchText.DEFAULT.sent(key("M\u00FCller"))).isEqualTo(key("M\u00FCller"));
  }

  @Test
  void answersAreReadAsThePacsMeansThem() {
    SearchText text =
        SearchText.of(Optional.empty(), Optional.of("ISO_IR 100 = windows-1252, =ISO_IR 192"));
    DataSet answer =
        DataSet.builder()
            .specificCharacterSet("ISO_IR 100")
            .put(new Element.Value(Tag.PatientID, Vr.LO, new byte[] {(byte) 0x80, '1'}))
            .build();

    assertThat(text.received(answer).string(Tag.PatientID)).hasValue("\u20AC1");
    assertThat(SearchText.DEFAULT.received(answer)).isSameAs(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO_IR 100", "ISO_IR 100=", "=klingon", ""})
  void aMappingThatIsNoneIsRefused(String mapping) {
    assertThatThrownBy(() -> SearchText.of(Optional.empty(), Optional.of(mapping)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SearchText.of(Optional.of("klingon"), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
