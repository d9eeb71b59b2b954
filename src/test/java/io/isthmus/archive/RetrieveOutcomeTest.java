package io.isthmus.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of several parts together. */
class RetrieveOutcomeTest {
  private static RetrieveOutcome ended(int status) {
    return new RetrieveOutcome(status, 0, 0, 0, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "0x0000, 0x0000, 0x0000",
    "0x0000, 0xB000, 0xB000",
    "0xB000, 0x0000, 0xB000",
    "0xB001, 0xB000, 0xB001",
    "0xB000, 0xA700, 0xA700",
    "0xA702, 0xB000, 0xA702",
    "0xB000, 0x0124, 0x0124",
    "0xA702, 0xC000, 0xA702",
    "0xC000, 0xA702, 0xC000",
  })
  @Requirement("DIM-31")
  void aFailureOutweighsAWarningAndTheFirstFailureThoseAfterIt(
      String first, String second, String together) {
    assertThat(
            RetrieveOutcome.sum(
                    List.of(
                        ended(0x0000), ended(Integer.decode(first)), ended(Integer.decode(second))))
                .status())
        .isEqualTo(Integer.decode(together));
  }

  @Test
  void theCountsAndNamesAreThoseOfAllParts() {
    assertThat(
            RetrieveOutcome.sum(
                List.of(
                    new RetrieveOutcome(0x0000, 3, 0, 0, List.of()),
                    new RetrieveOutcome(0xB000, 1, 2, 4, List.of("1.2")),
                    new RetrieveOutcome(0xA900, 0, 1, 0, List.of("1.3")))))
        .isEqualTo(new RetrieveOutcome(0xA900, 4, 3, 4, List.of("1.2", "1.3")));
    assertThat(RetrieveOutcome.sum(List.of()))
        .isEqualTo(new RetrieveOutcome(0x0000, 0, 0, 0, List.of()));
  }
}
