package io.isthmus.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dicom.charset.CharacterSets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataSetBuilderTest {
  private static final CharacterSets LATIN = CharacterSets.of(List.of("ISO_IR 100"));

  @Test
  void anItemDeclaresTheSetsOfItsTextWhereItWouldInheritOthersAndNeedsThem() {
    DataSet german = DataSet.builder(LATIN).text(Tag.CodeMeaning, "Größe").build();
    DataSet plain = DataSet.builder(LATIN).text(Tag.CodeMeaning, "size").build();
    DataSet outer =
        DataSet.builder()
            .specificCharacterSet("ISO_IR 192")
            .items(Tag.ConceptNameCodeSequence, german, plain)
            .build();

    List<DataSet> items = outer.items(Tag.ConceptNameCodeSequence);
    assertThat(items.getFirst().string(Tag.SpecificCharacterSet)).hasValue("ISO_IR 100");
    assertThat(items.getFirst().string(Tag.CodeMeaning)).hasValue("Größe");
    assertThat(items.getLast().contains(Tag.SpecificCharacterSet)).isFalse();
    assertThat(items.getLast().characterSets()).isEqualTo(CharacterSets.UTF_8);
    assertThat(items.getLast().string(Tag.CodeMeaning)).hasValue("size");
  }
}
