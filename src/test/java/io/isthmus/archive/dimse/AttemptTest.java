package io.isthmus.archive.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.SubOperationCounts;
import io.isthmus.dimse.scu.SubOperations;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When the account of a PACS is believed as it stands. */
class AttemptTest {
  private static Attempt attempt(
      int status, int completed, int failed, int warning, int arrived, String... refused) {
    return naming(List.of(), status, completed, failed, warning, arrived, refused);
  }

  private static Attempt naming(
      List<String> failedUids,
      int status,
      int completed,
      int failed,
      int warning,
      int arrived,
      String... refused) {
    return new Attempt(
        "C-MOVE",
        new SubOperations(
            DimseStatus.of(status),
            new SubOperationCounts(-1, completed, failed, warning),
            failedUids,
            -1),
        arrived,
        Set.of(refused));
  }

  @Test
  @Requirement({"DIM-31", "DIM-36"})
  void onlyAnAccountThatAgreesWithWhatCameIsWhole() {
    assertThat(attempt(0x0000, 3, 0, 0, 3).isWhole()).isTrue();
    assertThat(attempt(0xB000, 2, 0, 1, 3).isWhole()).isTrue();
    assertThat(attempt(0x0000, 3, -1, -1, 3).isWhole()).isTrue();

    assertThat(attempt(0x0000, 3, 0, 0, 2).isWhole()).isFalse();
    assertThat(attempt(0xB000, 2, 1, 0, 2).isWhole()).isFalse();
    assertThat(attempt(0xA702, 3, 0, 0, 3).isWhole()).isFalse();
    assertThat(attempt(0x0000, 0, 0, 0, 0).isWhole()).isFalse();
  }

  @Test
  @Requirement("DIM-36")
  void countersThatAreMissingOrOddProveNothing() {
    assertThat(attempt(0x0000, -1, -1, -1, 3).isWhole()).isFalse();
    assertThat(attempt(0x0000, 0, 0, 0, 3).isWhole()).isFalse();
    assertThat(attempt(0x0000, 2, 0, 0, 3).isWhole()).isFalse();
  }

  @Test
  @Requirement({"DIM-32", "DIM-34"})
  void aRefusedInstanceDoesNotExcuseAnotherThatFailed() {
    Attempt attempt = attempt(0xB000, 2, 1, 0, 2, "1.2.9");

    assertThat(attempt.isWhole()).isFalse();
    assertThat(attempt.outcome().failed()).isEqualTo(1);
    assertThat(attempt.outcome().complete()).isFalse();
  }

  @Test
  @Requirement({"DIM-31", "DIM-32"})
  void whoNamesAnInstanceThatFailedIsNotBelievedToHaveSentAll() {
    assertThat(naming(List.of("1.2.9"), 0x0000, 2, 0, 0, 2).isWhole()).isFalse();
    assertThat(naming(List.of("1.2.9"), 0x0000, 2, -1, -1, 2).isWhole()).isFalse();
  }

  @Test
  @Requirement("DIM-32")
  void whatWeRefusedSinceItWasNotAskedForIsNotMissed() {
    Attempt both = naming(List.of("1.2.8", "1.2.9"), 0xB000, 2, 2, 0, 2, "1.2.9");

    assertThat(both.failed()).isEqualTo(1);
    assertThat(both.failedUids()).containsExactly("1.2.8");
    assertThat(naming(List.of("1.2.9"), 0xB000, 2, 1, 0, 2, "1.2.9").failed()).isZero();
    assertThat(attempt(0xB000, 2, -1, 0, 2, "1.2.9").failed()).isZero();
  }
}
