package io.isthmus.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.archive.Finding.Source;
import io.isthmus.dicom.data.SopClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Map<Trait, Finding> FOUND =
      Map.of(
          Trait.RELATIONAL_QUERIES, Finding.probed(false),
          Trait.CHARACTER_SETS, Finding.probed(List.of("\\ISO 2022 IR 87", "ISO_IR 100")),
          Trait.KEYS_FAILING, Finding.probed(List.of()),
          Trait.ASSOCIATIONS, new Finding(Source.PROBED, List.of("4", "4")));

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

  @ParameterizedTest
  @ValueSource(strings = {"probed=yesterday\nget=true\n", "get=true\n", "probed=\\u00", "\u00e9"})
  void aFileThatCannotBeReadIsNoProfile(String text) throws IOException {
    Files.write(folder.resolve("main.properties"), text.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(profiles(() -> FOUND, Map.of(), NOW).of("main")).isEqualTo(PacsProfile.UNKNOWN);
  }

  @Test
  void aValueThatCannotBeIsPassedOverAndTheOthersHold() throws IOException {
    Files.writeString(
        folder.resolve("main.properties"),
        "probed=2026-11-21T10:00:00Z\nget=maybe\nassociations=many\nmove=true\n");

    assertThat(profiles(() -> FOUND, Map.of(), NOW).of("main").findings())
        .containsOnly(Map.entry(Trait.MOVE, Finding.probed(true)));
  }

  @Test
  void namesKeepTheirOrderAndTheirNumberInTheFile() throws Exception {
    Map<Trait, Finding> found =
        Map.of(
            Trait.CHARACTER_SETS, new Finding(Source.PROBED, List.of("B", "A", "B", "")),
            Trait.ASSOCIATIONS, new Finding(Source.PROBED, List.of("2")));
    profiles(() -> found, Map.of(), NOW).probe("main");

    assertThat(profiles(() -> FOUND, Map.of(), NOW).of("main").findings()).isEqualTo(found);
  }

  @Test
  void whatIsSeenInServiceIsKeptBesideWhatIsProbed() throws Exception {
    Profiles profiles = profiles(() -> FOUND, Map.of(), NOW);
    profiles.seen("main", Trait.MOVE_ORIGINATOR, true);
    assertThat(folder.resolve("main.properties")).doesNotExist();

    profiles.probe("main");
    profiles.seen("main", Trait.MOVE_ORIGINATOR, false);
    profiles.probe("main");
    PacsProfile again = profiles(() -> FOUND, Map.of(), NOW).of("main");

    assertThat(again).isEqualTo(profiles.of("main"));
    assertThat(again.findings())
        .containsEntry(Trait.MOVE_ORIGINATOR, Finding.seen(false))
        .containsAllEntriesOf(FOUND);
    assertThat(again.sentences())
        .contains(
            "It does not say of what it sends by C-MOVE whose move it is; Isthmus tells by the"
                + " UIDs. (So it was seen while it served.)");
  }

  @Test
  @Timeout(10)
  void onePacsIsNotKeptWaitingByAnother() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Prober slow =
        () -> {
          begun.countDown();
          await(go);
          return FOUND;
        };
    Profiles profiles =
        new Profiles(
            Map.of(
                "slow", new Profiles.Subject(slow, Map.of()),
                "main", new Profiles.Subject(() -> FOUND, Map.of())),
            Optional.empty(),
            Duration.ofDays(7),
            Clock.fixed(NOW, ZoneOffset.UTC));

    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<PacsProfile> probed = executor.submit(() -> profiles.probe("slow"));
      await(begun);
      assertThat(profiles.probe("main").findings()).isEqualTo(FOUND);
      assertThat(profiles.of("slow")).isEqualTo(PacsProfile.UNKNOWN);
      go.countDown();
      assertThat(probed.get().findings()).isEqualTo(FOUND);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void aSentenceIsSaidOfWhateverValues() {
    for (Trait trait : Trait.values()) {
      for (List<String> values :
          List.of(
              List.<String>of(),
              List.of(""),
              List.of("%s %d"),
              List.of("4"),
              List.of("-1", "x", "7"),
              List.of("true", "false"))) {
        assertThat(trait.sentence(values)).isNotEmpty();
      }
    }
    assertThat(Trait.ASSOCIATIONS.sentence(List.of("4")))
        .isEqualTo("It served 4 associations at the same time when asked for 4.");
  }

  @Test
  void aClassWithoutANameIsNamedByItsUid() {
    String unnamed = "1.2.840.10008.5.1.4.1.1.12.77";

    assertThat(SopClass.name(unnamed)).isEmpty();
    assertThat(Trait.REFUSED_STORAGE_CLASSES.sentence(List.of(unnamed))).contains(unnamed);
    assertThat(SopClass.storageClasses())
        .allMatch(uid -> !SopClass.name(uid).orElse(uid).isEmpty());
  }

  @Test
  void everyTraitHasItsNameAndTwoSentences() {
    for (Trait trait : Trait.values()) {
      assertThat(Trait.byId(trait.id())).contains(trait);
      List<String> some = trait.kind() == Trait.Kind.NUMBER ? List.of("2", "4") : List.of("true");
      assertThat(trait.admits(some)).isTrue();
      assertThat(trait.sentence(some)).isNotEqualTo(trait.sentence(List.of())).endsWith(".");
    }
    assertThat(Trait.byId("find")).contains(Trait.FIND);
    assertThat(Trait.byId("FIND")).isEmpty();
  }
}
