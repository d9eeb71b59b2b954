package io.isthmus.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.RetrieveOutcome;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlightEndingTest {

  @ParameterizedTest(
      name = "{0} completed {1} failed {2} warning {3}; {4} came, {5} broke, {6} fit")
  @Requirement({"DIM-25", "DIM-26", "DIM-31", "COM-10"})
  @CsvSource({
    // status, completed, failed, warning, arrived, unfinished, readable, verdict
    "0x0000, 2, 0, 0, 2, 0, 2, WHOLE",
    "0xB000, 1, 0, 1, 2, 0, 2, WHOLE",
    // Counters may be missing (PS3.7 9.1.3): then what came is what there is.
    "0x0000, 0, 0, 0, 2, 0, 2, WHOLE",
    "0x0000, 0, 0, 0, 0, 0, 0, NOT_FOUND",
    "0x0000, 2, 0, 0, 2, 0, 0, NOT_FOUND",
    "0x0000, 2, 0, 0, 2, 0, 1, WHOLE",
    "0x0000, 2, 0, 0, 1, 0, 1, PARTIAL",
    "0x0000, 2, 0, 0, 0, 0, 0, UPSTREAM",
    "0x0000, 2, 0, 0, 2, 1, 2, PARTIAL",
    "0xB000, 1, 1, 0, 1, 0, 1, PARTIAL",
    "0xB000, 0, 2, 0, 0, 0, 0, UPSTREAM",
    "0x0000, 1, 1, 0, 1, 0, 1, PARTIAL",
    "0xA700, 0, 0, 0, 0, 0, 0, BUSY",
    "0xA701, 0, 0, 0, 0, 0, 0, BUSY",
    "0xA702, 0, 2, 0, 0, 0, 0, BUSY",
    "0x0213, 0, 2, 0, 0, 0, 0, BUSY",
    "0x0112, 0, 2, 0, 0, 0, 0, UPSTREAM",
    "0x0211, 0, 0, 0, 0, 0, 0, UNSUPPORTED",
    "0xA702, 1, 1, 0, 1, 0, 1, PARTIAL",
    "0xA801, 0, 0, 0, 0, 0, 0, UPSTREAM",
    "0xA900, 0, 0, 0, 0, 0, 0, UPSTREAM",
    "0xC000, 0, 0, 0, 0, 0, 0, UPSTREAM",
    "0xFE00, 1, 0, 0, 1, 0, 1, CANCELLED",
    "0x0122, 0, 0, 0, 0, 0, 0, UNSUPPORTED",
    "0x0124, 0, 0, 0, 0, 0, 0, DENIED",
  })
  void whatThePacsSaysIsJudgedAgainstWhatCame(
      String status,
      int completed,
      int failed,
      int warning,
      int arrived,
      int unfinished,
      int readable,
      String verdict) {
    RetrieveOutcome outcome =
        new RetrieveOutcome(Integer.decode(status), completed, failed, warning, List.of());

    FlightEnding ending =
        FlightEnding.of(
            "main",
            outcome,
            new FlightEnding.Tally(arrived, uids("broken", unfinished), uids("whole", readable)),
            List.of());

    assertThat(name(ending)).isEqualTo(verdict);
  }

  @Test
  @Requirement("DIM-31")
  void aFailedInstanceThatIsNamedIsAFailureWhateverTheCounts() {
    RetrieveOutcome outcome = new RetrieveOutcome(0xB000, 1, 0, 1, List.of("1.2.3"));

    FlightEnding ending =
        FlightEnding.of(
            "main", outcome, new FlightEnding.Tally(2, Set.of(), uids("whole", 2)), List.of());

    assertThat(ending)
        .isEqualTo(new FlightEnding.Partial(new Shortfall(0xB000, 1, List.of("1.2.3"))));
  }

  @Test
  @Requirement({"DIM-32", "WADO-19"})
  void aFailedInstanceThatCameAllTheSameIsNotMissing() {
    RetrieveOutcome outcome = new RetrieveOutcome(0xB000, 1, 1, 0, List.of("whole.1"));

    FlightEnding ending =
        FlightEnding.of(
            "main", outcome, new FlightEnding.Tally(2, Set.of(), uids("whole", 2)), List.of());

    assertThat(ending).isEqualTo(new FlightEnding.Whole());
  }

  @Test
  @Requirement({"COM-10", "DIM-31"})
  void anInstanceThatIsKnownToExistIsMissedWhateverThePacsCounts() {
    RetrieveOutcome outcome = new RetrieveOutcome(0x0000, 1, 0, 0, List.of());

    FlightEnding ending =
        FlightEnding.of(
            "main",
            outcome,
            new FlightEnding.Tally(1, Set.of(), uids("whole", 1)),
            List.of("whole.0", "whole.1"));

    assertThat(ending)
        .isEqualTo(new FlightEnding.Partial(new Shortfall(0x0000, 1, List.of("whole.1"))));
  }

  private static Set<String> uids(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + '.' + i).collect(Collectors.toSet());
  }

  private static String name(FlightEnding ending) {
    return switch (ending) {
      case FlightEnding.Whole() -> "WHOLE";
      case FlightEnding.Partial(var shortfall) -> "PARTIAL";
      case FlightEnding.Elsewhere() -> "ELSEWHERE";
      case FlightEnding.Failed(var failure) -> failure.category().name();
    };
  }
}
