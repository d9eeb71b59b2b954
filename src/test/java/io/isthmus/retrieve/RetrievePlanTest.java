package io.isthmus.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.RetrievePlan.Known;
import io.isthmus.retrieve.RetrievePlan.Situation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole decision as a table. UIDs are written {@code series/instance} below study 1. */
class RetrievePlanTest {

  @ParameterizedTest(name = "{0}: held {1} {2}, listed {3} -> {4}")
  @CsvSource(
      nullValues = "-",
      value = {
        // asked; held; flags (F fresh, C complete, P partial remembered, U not certain,
        // B without bulk data, S something of the study held); listing; plan
        "1; -; -; -; retrieve 1",
        "1; -; S; -; confirm",
        "1; -; SF; -; retrieve 1",
        "1; -; B; -; without bulk data",
        "1; -; SB; -; confirm",
        "1; 2/3; SFB; -; ask for the UIDs",
        "1; 2/3; SFC; -; serve",
        "1; 2/3; SC; -; confirm",
        "1; 2/3; SFP; -; serve part",
        "1; 2/3; SP; -; confirm",
        "1; 2/3; SF; -; ask for the UIDs",
        "1; 2/3; SF; 2/3; serve",
        "1; 2/3; SF; 2/3 2/4; retrieve 1/2/4",
        "1; 2/3; SF; 2/3 2/4 5/6 5/7; retrieve 1/2/4 1/5",
        "1; -; SF; 2/3 2/4; retrieve 1",
        "1; 2/3 5/6; SF; 2/3 2/4 5/6 7/8; retrieve 1/2/4 1/7",
        "1/2; 2/3; SF; -; ask for the UIDs",
        "1/2; 2/3; SF; 2/3 2/4 2/5; retrieve 1/2/4+5",
        "1/2; -; SF; -; retrieve 1/2",
        "1/2/3; -; SF; -; retrieve 1/2/3",
        "1/2/3; 2/3; SFC; -; serve",
        "1/2/3; 2/3; SFU; -; ask for the UIDs",
        "1/2/3; 2/3; SFU; 2/3 2/4; serve",
        "1/2/3; -; SFU; 2/4; retrieve 1/2/3",
        "1/2/3+4; 2/3; SF; -; retrieve 1/2/4",
        "1/2/3+4+5; -; SF; -; retrieve 1/2/3+4+5",
      },
      delimiter = ';')
  void whatIsKnownDecides(String asked, String held, String flags, String listing, String plan) {
    String known = flags == null ? "" : flags;
    Situation situation =
        new Situation(
            scope(asked),
            new Known(
                known.contains("S"),
                known.contains("F"),
                instances(held),
                !known.contains("U"),
                known.contains("C"),
                known.contains("P")
                    ? Optional.of(new Shortfall(0xB000, 1, List.of()))
                    : Optional.empty()),
            Optional.ofNullable(listing).map(RetrievePlanTest::listing),
            known.contains("B"));

    assertThat(name(RetrievePlan.of(situation))).isEqualTo(plan);
  }

  @Test
  @Requirement("COM-10")
  void whatIsHeldAndNotGivenIsMissing() {
    Known both =
        new Known(
            true,
            true,
            Set.of("3", "4"),
            true,
            true,
            Optional.of(new Shortfall(0xB000, 1, List.of())));

    assertThat(name(planOf(both.giving(Set.of("3", "4"))))).isEqualTo("serve");
    assertThat(name(planOf(both.giving(Set.of("3"))))).isEqualTo("ask for the UIDs");
  }

  private static RetrievePlan planOf(Known known) {
    return RetrievePlan.of(new Situation(scope("1"), known, Optional.empty(), false));
  }

  @Test
  void listsOfUidsThatOneIdentifierCannotHoldAreSplit() {
    List<String> uids = IntStream.range(0, 1100).mapToObj(i -> "1.2." + i).toList();

    List<RetrieveScope> parts = Listing.parts("1", "2", uids);

    assertThat(parts)
        .extracting(part -> part.sopInstanceUids().size())
        .containsExactly(500, 500, 100);
    assertThat(parts.stream().flatMap(part -> part.sopInstanceUids().stream()))
        .containsExactlyInAnyOrderElementsOf(uids);
  }

  private static RetrieveScope scope(String text) {
    String[] uids = text.split("/", -1);
    return switch (uids.length) {
      case 1 -> RetrieveScope.study(uids[0]);
      case 2 -> RetrieveScope.series(uids[0], uids[1]);
      default -> RetrieveScope.instances(uids[0], uids[1], List.of(uids[2].split("\\+")));
    };
  }

  private static Set<String> instances(String text) {
    return text == null
        ? Set.of()
        : Arrays.stream(text.split(" ", -1))
            .map(one -> one.split("/", -1)[1])
            .collect(Collectors.toSet());
  }

  private static Listing listing(String text) {
    Map<String, Set<String>> listed = new HashMap<>();
    for (String one : text.split(" ", -1)) {
      String[] uids = one.split("/", -1);
      listed.computeIfAbsent(uids[0], series -> new TreeSet<>()).add(uids[1]);
    }
    return new Listing(listed);
  }

  private static String name(RetrievePlan plan) {
    return switch (plan) {
      case RetrievePlan.Serve() -> "serve";
      case RetrievePlan.ServePart(Shortfall shortfall) -> "serve part";
      case RetrievePlan.Confirm() -> "confirm";
      case RetrievePlan.AskUids() -> "ask for the UIDs";
      case RetrievePlan.WithoutBulkData() -> "without bulk data";
      case RetrievePlan.Retrieve(List<RetrieveScope> scopes) ->
          "retrieve "
              + scopes.stream().map(RetrievePlanTest::name).collect(Collectors.joining(" "));
    };
  }

  private static String name(RetrieveScope scope) {
    String series = scope.seriesInstanceUid().map(uid -> "/" + uid).orElse("");
    String instances = String.join("+", scope.sopInstanceUids());
    return scope.studyInstanceUid() + series + (instances.isEmpty() ? "" : "/" + instances);
  }
}
