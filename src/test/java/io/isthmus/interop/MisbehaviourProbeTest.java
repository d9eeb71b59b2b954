package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.archive.Finding;
import io.isthmus.archive.Trait;
import io.isthmus.archive.dimse.PacsProbe;
import io.isthmus.demo.DemoOptions;
import io.isthmus.demo.DemoPacs;
import io.isthmus.demo.Misbehaviour;
import io.isthmus.demo.data.DemoData;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.ul.net.PeerAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What the demo archive gets wrong is found out by probing alone. */
class MisbehaviourProbeTest {
  private static final List<DemoInstance> DATA = DemoData.instances();

  private static Map<Trait, Finding> probe(DemoOptions options) throws Exception {
    try (DemoPacs pacs = DemoPacs.start(options, DATA)) {
      PeerAddress peer = new PeerAddress("127.0.0.1", pacs.port(), pacs.aeTitle(), "ISTHMUS");
      return new PacsProbe(
              "pacs",
              DimseArchives.pool(peer, 4),
              Duration.ofSeconds(10),
              Duration.ofMillis(500),
              Executors.newVirtualThreadPerTaskExecutor(),
              Clock.systemUTC())
          .probe();
    }
  }

  private static Map<Trait, Finding> probe(Misbehaviour misbehaviour) throws Exception {
    return probe(DemoOptions.DEFAULT.with(misbehaviour));
  }

  private static List<String> names(Map<Trait, Finding> found, Trait trait) {
    return found.get(trait).values();
  }

  @Test
  void relationalQueriesThatAreRefused() throws Exception {
    assertThat(probe(Misbehaviour.NO_RELATIONAL_QUERIES))
        .containsEntry(Trait.RELATIONAL_QUERIES, Finding.probed(false));
  }

  @Test
  void keysThatAreNeitherMatchedNorReturned() throws Exception {
    Map<Trait, Finding> found =
        probe(
            DemoOptions.DEFAULT.with(Misbehaviour.NO_COUNTS, Misbehaviour.NO_MODALITIES_IN_STUDY));

    assertThat(names(found, Trait.KEYS_IGNORED))
        .contains(
            "ModalitiesInStudy", "NumberOfStudyRelatedInstances", "NumberOfStudyRelatedSeries");
    assertThat(names(found, Trait.STUDY_KEYS_EMPTY)).contains("ModalitiesInStudy");
  }

  @Test
  void instancesWithFewKeys() throws Exception {
    assertThat(names(probe(Misbehaviour.FEW_INSTANCE_KEYS), Trait.INSTANCE_KEYS_EMPTY))
        .contains("SOPClassUID", "Rows");
  }

  @Test
  void answersInAnotherCharacterSetThanWasAskedFor() throws Exception {
    assertThat(names(probe(Misbehaviour.LATIN_ANSWERS), Trait.CHARACTER_SETS))
        .containsExactly("ISO_IR 100");
  }

  @Test
  void retrievalThatIsNotOfferedOrOfferedWithoutRoles() throws Exception {
    assertThat(probe(Misbehaviour.NO_GET))
        .containsEntry(Trait.GET, Finding.probed(false))
        .containsEntry(Trait.MOVE, Finding.probed(true))
        .doesNotContainKey(Trait.ROLES);
    assertThat(probe(Misbehaviour.NO_ROLE_ANSWER))
        .containsEntry(Trait.ROLES, Finding.probed(false));
  }

  @Test
  void extendedNegotiationThatIsPassedOver() throws Exception {
    assertThat(probe(Misbehaviour.NO_EXTENDED_NEGOTIATION))
        .containsEntry(Trait.EXTENDED_NEGOTIATION, Finding.probed(false))
        .containsEntry(Trait.RELATIONAL_QUERIES, Finding.probed(true));
  }

  @Test
  void aSearchThatGoesOnWhenCancelledAndOneThatEnds() throws Exception {
    assertThat(probe(slow(Set.of(Misbehaviour.IGNORES_CANCEL))))
        .containsEntry(Trait.CANCEL, Finding.probed(false));
    assertThat(probe(slow(Set.of()))).containsEntry(Trait.CANCEL, Finding.probed(true));
  }

  /** Slow enough for a cancelled search not to end by itself within the grace. */
  private static DemoOptions slow(Set<Misbehaviour> wrong) {
    DemoOptions options = DemoOptions.DEFAULT;
    return new DemoOptions(
        options.aeTitle(),
        options.host(),
        0,
        options.maxAssociations(),
        wrong,
        Duration.ofMillis(120),
        Duration.ZERO,
        0,
        options.storageLimit());
  }

  @Test
  void fewerAssociationsThanMayBeAskedFor() throws Exception {
    assertThat(names(probe(DemoOptions.DEFAULT.withMaxAssociations(2)), Trait.ASSOCIATIONS))
        .containsExactly("2", "4");
  }
}
