package io.isthmus.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dimse.DimseStatus.Category;
import org.junit.jupiter.api.Test;

class DimseStatusTest {
  @Test
  @Requirement("DIM-42")
  void everyCodeHasTheCategoryOfTheStandard() {
    for (int code = 0; code <= 0xFFFF; code++) {
      Category expected = Category.FAILURE;
      if (code == 0) {
        expected = Category.SUCCESS;
      } else if (code == 0xFF00 || code == 0xFF01) {
        expected = Category.PENDING;
      } else if (code == 0xFE00) {
        expected = Category.CANCEL;
      } else if (code == 1 || code == 0x107 || code == 0x116 || code >> 12 == 0xB) {
        expected = Category.WARNING;
      }
      assertThat(DimseStatus.of(code).category()).as("%04X", code).isEqualTo(expected);
    }
  }

  @Test
  void aCodeIsExplainedInTheWordsOfTheStandard() {
    assertThat(DimseStatus.of(0xA801)).hasToString("A801H Move destination unknown");
    assertThat(DimseStatus.of(0xA7FE).meaning()).isEqualTo("Out of resources");
    assertThat(DimseStatus.of(0xC123).meaning()).startsWith("Unable to process");
    assertThat(DimseStatus.of(0x0122).meaning()).isEqualTo("SOP class not supported");
    assertThat(DimseStatus.of(0xB123).meaning()).isEqualTo("Warning");
    assertThat(DimseStatus.of(0x4444).meaning()).isEqualTo("Failure of no known code");
  }

  @Test
  void aCommentIsCutToTheLengthOfItsElement() {
    assertThat(DimseStatus.of(0x0110).withComment("x".repeat(100)).comment()).hasSize(64);
  }
}
