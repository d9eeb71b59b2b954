package io.isthmus.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.archive.Finding.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Map<Trait, Finding> FOUND =
      Map.of(
          Trait.RELATIONAL_QUERIES, Finding.probed(false),
          Trait.CHARACTER_SETS, Finding.probed(List.of("\\ISO 2022 IR 87", "ISO_IR 100")),
          Trait.KEYS_FAILING, Finding.probed(List.of()),
          Trait.ASSOCIATIONS, new Finding(Source.PROBED, List.of("3", "4")));

  @TempDir Path folder;

  private Profiles profiles(Prober prober, Map<Trait, Finding> configured, Instant now) {
    return new Profiles(
        Map.of("main", new Profiles.Subject(prober, configured)),
        Optional.of(new ProfileStore(folder)),
        Duration.ofDays(7),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void nothingIsKnownAtFirst() {
    Profiles profiles = profiles(() -> FOUND, Map.of(), NOW);

    assertThat(profiles.of("main")).isEqualTo(PacsProfile.UNKNOWN);
    assertThat(profiles.of("main").is(Trait.GET)).isEmpty();
    assertThat(profiles.isStale("main")).isTrue();
  }

  @Test
  void whatWasFoundOutIsKnownAgainAtTheNextStart() throws Exception {
    PacsProfile found = profiles(() -> FOUND, Map.of(), NOW).probe("main");
    Profiles next = profiles(() -> Map.of(), Map.of(), NOW.plusSeconds(60));

    assertThat(found.findings()).isEqualTo(FOUND);
    assertThat(next.of("main")).isEqualTo(found);
    assertThat(next.isStale("main")).isFalse();
    assertThat(profiles(() -> FOUND, Map.of(), NOW.plus(Duration.ofDays(8))).isStale("main"))
        .isTrue();
  }

  @Test
  void theSettingsWinAndAreNotKept() throws Exception {
    Finding said = new Finding(Source.CONFIGURED, List.of("true"));
    Profiles profiles = profiles(() -> FOUND, Map.of(Trait.RELATIONAL_QUERIES, said), NOW);

    assertThat(profiles.probe("main").is(Trait.RELATIONAL_QUERIES)).contains(true);
    assertThat(profiles.of("main").sentences())
        .contains("Instances of a study are found in one query. (So say the settings.)");
    assertThat(profiles(() -> FOUND, Map.of(), NOW).of("main").is(Trait.RELATIONAL_QUERIES))
        .contains(false);
  }

  @Test
  void aPacsThatDoesNotAnswerKeepsItsProfile() throws Exception {
    profiles(() -> FOUND, Map.of(), NOW).probe("main");
    Profiles profiles =
        profiles(
            () -> {
              throw new ArchiveException(new ArchiveFailure.Unreachable("main", "no connection"));
            },
            Map.of(),
            NOW);

    assertThatThrownBy(() -> profiles.probe("main")).isInstanceOf(ArchiveException.class);
    assertThat(profiles.of("main").findings()).isEqualTo(FOUND);
  }

  @Test
  void aFileThatCannotBeReadIsNoProfile() throws IOException {
    Files.writeString(folder.resolve("main.properties"), "probed=yesterday\nget=true\n");

    assertThat(profiles(() -> FOUND, Map.of(), NOW).of("main")).isEqualTo(PacsProfile.UNKNOWN);
  }

  @Test
  void everyTraitHasItsNameAndTwoSentences() {
    for (Trait trait : Trait.values()) {
      assertThat(Trait.byId(trait.id())).contains(trait);
      List<String> some = trait.kind() == Trait.Kind.NUMBER ? List.of("2", "4") : List.of("true");
      assertThat(trait.sentence(some)).isNotEqualTo(trait.sentence(List.of())).endsWith(".");
    }
    assertThat(Trait.byId("find")).contains(Trait.FIND);
    assertThat(Trait.byId("FIND")).isEmpty();
  }
}
