package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Arrival;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions.Method;
import io.isthmus.demo.DemoOptions;
import io.isthmus.demo.DemoPacs;
import io.isthmus.demo.Misbehaviour;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.ul.Octets;
import io.isthmus.ul.net.PeerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an archive gets wrong in C-GET and C-MOVE, the right instances come, byte for byte, and
 * nothing is configured for it.
 */
@Timeout(60)
class RetrieveMisbehaviourTest {
  private static final List<DemoInstance> DATA = SmallStudies.instances(2, 2, 6);
  private static final Set<Misbehaviour> OF_RETRIEVES =
      EnumSet.of(
          Misbehaviour.FEW_INSTANCE_KEYS,
          Misbehaviour.NO_GET,
          Misbehaviour.UNKNOWN_UID_FAILS,
          Misbehaviour.NO_MOVE_ORIGINATOR,
          Misbehaviour.MEANINGLESS_MOVE_ORIGINATOR,
          Misbehaviour.SEVERAL_MOVE_ASSOCIATIONS,
          Misbehaviour.NO_SUB_OPERATION_COUNTS,
          Misbehaviour.NO_PENDING_RESPONSES,
          Misbehaviour.NO_FAILED_LIST,
          Misbehaviour.EARLY_FINAL_RESPONSE,
          Misbehaviour.NO_ROLE_ANSWER,
          Misbehaviour.NO_ROLES,
          Misbehaviour.SERIES_FOR_INSTANCES,
          Misbehaviour.FIRST_OF_LIST_ONLY,
          Misbehaviour.ONE_BY_ONE_ONLY,
          Misbehaviour.SENDS_FEWER,
          Misbehaviour.DUPLICATE_INSTANCES,
          Misbehaviour.NO_SOP_CLASSES);

  @TempDir Path folder;

  static Stream<Arguments> misbehaviours() {
    return OF_RETRIEVES.stream()
        .flatMap(
            one -> Stream.of(Method.AUTO, Method.MOVE).map(method -> Arguments.of(one, method)));
  }

  @ParameterizedTest
  @MethodSource("misbehaviours")
  @Requirement({"COM-10", "DIM-05", "DIM-07", "DIM-10", "DIM-30", "DIM-32", "DIM-36"})
  void theRightInstancesComeAllTheSame(Misbehaviour misbehaviour, Method method)
      throws IOException, ArchiveException {
    try (Trial trial = new Trial(DemoOptions.DEFAULT.with(misbehaviour), method)) {
      trial.retrievesEachScope();
    }
  }

  @ParameterizedTest
  @MethodSource("misbehaviours")
  @Requirement("DIM-25")
  void whatIsNotThereIsNotFound(Misbehaviour misbehaviour, Method method)
      throws IOException, ArchiveException {
    try (Trial trial = new Trial(DemoOptions.DEFAULT.with(misbehaviour), method)) {
      DemoInstance held = DATA.getFirst();
      for (RetrieveScope scope :
          List.of(
              RetrieveScope.study("1.2.3"),
              RetrieveScope.series(held.studyInstanceUid(), "1.2.3"),
              RetrieveScope.instances(
                  held.studyInstanceUid(), held.seriesInstanceUid(), List.of("1.2.3")))) {
        assertThatThrownBy(() ->
                trial.archive.retrieve(
                    scope,
                    instance -> {
                      throw new IOException("nothing was to come");
                    },
                    new Cancellation()))
            .isInstanceOfSatisfying(
                ArchiveException.class,
                failed ->
                    assertThat(failed.failure())
                        .as("%s", failed.getMessage())
                        .isInstanceOf(ArchiveFailure.NotFound.class));
      }
    }
  }

  @Test
  @Requirement("DIM-29")
  void anUnknownDestinationIsTheFaultOfThePacsWhateverItSays()
      throws IOException, ArchiveException {
    for (DemoOptions options :
        List.of(
            DemoOptions.DEFAULT,
            DemoOptions.DEFAULT.with(Misbehaviour.UNKNOWN_DESTINATION_IS_C000))) {
      try (Trial trial = new Trial(options, Method.MOVE, false)) {
        assertThatThrownBy(() ->
                trial.gateway.retrieve(
                    trial.archive, RetrieveScope.study(DATA.getFirst().studyInstanceUid())))
            .isInstanceOfSatisfying(
                ArchiveException.class,
                failed -> {
                  assertThat(failed.failure().category())
                      .isEqualTo(ArchiveFailure.Category.UPSTREAM);
                  assertThat(failed.getMessage().contains("has to be told"))
                      .isEqualTo(failed.getMessage().contains("A801H"));
                });
      }
    }
  }

  @Test
  @Requirement("DIM-32")
  void whatFailsForGoodIsNeverLeftOutInSilence() throws IOException, ArchiveException {
    for (DemoOptions options :
        List.of(
            DemoOptions.DEFAULT.failingEvery(1),
            DemoOptions.DEFAULT.with(Misbehaviour.NO_FAILED_LIST).failingEvery(1),
            DemoOptions.DEFAULT.with(Misbehaviour.NO_SUB_OPERATION_COUNTS).failingEvery(1))) {
      try (Trial trial = new Trial(options, Method.AUTO)) {
        for (RetrieveScope scope : scopes()) {
          assertThatThrownBy(() -> trial.gateway.retrieve(trial.archive, scope))
              .as("%s", scope)
              .isInstanceOf(ArchiveException.class);
        }
      }
    }
  }

  @Test
  @Requirement("DIM-32")
  void whatFailedInAListComesByItself() throws IOException, ArchiveException {
    for (Method method : List.of(Method.AUTO, Method.GET, Method.MOVE)) {
      // The fifth of each retrieve fails; asked for alone, it is the first.
      try (Trial trial = new Trial(DemoOptions.DEFAULT.failingEvery(5), method)) {
        trial.retrievesEachScope();
      }
    }
  }

  @Test
  @Requirement("COM-10")
  void whatIsLeftOutInSilenceByAnArchiveThatDoesNotCountComesByItsName()
      throws IOException, ArchiveException {
    for (Method method : List.of(Method.AUTO, Method.MOVE)) {
      try (Trial trial =
          new Trial(
              DemoOptions.DEFAULT.with(Misbehaviour.SENDS_FEWER, Misbehaviour.NO_COUNTS), method)) {
        trial.retrievesEachScope();
      }
    }
  }

  @Test
  @Requirement("DIM-24")
  void aListThatIsTooLongForOneIdentifierComesWhole() throws IOException, ArchiveException {
    List<DemoInstance> many = SmallStudies.instances(1, 1, 1_100);
    DemoInstance one = many.getFirst();
    List<String> uids = new ArrayList<>(many.stream().map(DemoInstance::sopInstanceUid).toList());
    // Sorted to the end, these are a part of their own in which nothing is found.
    IntStream.range(0, 600).forEach(i -> uids.add("2.25.9" + i));
    for (Method method : List.of(Method.GET, Method.MOVE)) {
      try (Trial trial = new Trial(DemoOptions.DEFAULT, method, true, many)) {
        Set<String> got = new HashSet<>();
        RetrieveOutcome outcome =
            trial.archive.retrieve(
                RetrieveScope.instances(one.studyInstanceUid(), one.seriesInstanceUid(), uids),
                instance -> new Noted(instance.sopInstanceUid(), got),
                new Cancellation());
        assertThat(outcome.complete()).isTrue();
        assertThat(outcome.completed()).isEqualTo(1_100);
        assertThat(got).hasSize(1_100);
      }
    }
  }

  @Test
  @Requirement({"DIM-04", "DIM-05"})
  void moreClassesThanOneAssociationHasContextsForComeAllTheSame()
      throws IOException, ArchiveException {
    List<DemoInstance> many = SmallStudies.ofEachClass();
    assertThat(many).hasSizeGreaterThan(128);
    for (DemoOptions options :
        List.of(DemoOptions.DEFAULT, DemoOptions.DEFAULT.with(Misbehaviour.NO_SOP_CLASSES))) {
      try (Trial trial = new Trial(options, Method.GET, true, many)) {
        assertThat(
                trial.gateway.retrieve(
                    trial.archive, RetrieveScope.study(many.getFirst().studyInstanceUid())))
            .extracting(GatewaySide.Got::sopInstanceUid)
            .containsExactlyInAnyOrderElementsOf(
                many.stream().map(DemoInstance::sopInstanceUid).toList());
      }
    }
  }

  private static List<RetrieveScope> scopes() {
    DemoInstance one = DATA.getLast();
    String study = one.studyInstanceUid();
    String series = one.seriesInstanceUid();
    List<String> all =
        DATA.stream()
            .filter(other -> other.seriesInstanceUid().equals(series))
            .map(DemoInstance::sopInstanceUid)
            .toList();
    return List.of(
        RetrieveScope.study(study),
        RetrieveScope.series(study, series),
        RetrieveScope.instance(study, series, one.sopInstanceUid()),
        RetrieveScope.instances(study, series, all.subList(0, 3)),
        RetrieveScope.instances(study, series, all));
  }

  /** A misbehaving archive, and the gateway before it. */
  private final class Trial implements AutoCloseable {
    private final DemoPacs pacs;
    private final GatewaySide gateway;
    private final DimseArchive archive;

    Trial(DemoOptions options, Method method) throws IOException {
      this(options, method, true);
    }

    Trial(DemoOptions options, Method method, boolean known) throws IOException {
      this(options, method, known, DATA);
    }

    Trial(DemoOptions options, Method method, boolean known, List<DemoInstance> held)
        throws IOException {
      pacs = DemoPacs.start(options, held);
      gateway = new GatewaySide(folder);
      if (known) {
        pacs.addDestination(GatewaySide.AE_TITLE, "127.0.0.1", gateway.port());
      }
      archive =
          gateway.archive(
              new PeerAddress("127.0.0.1", pacs.port(), pacs.aeTitle(), GatewaySide.AE_TITLE),
              1,
              method);
    }

    void retrievesEachScope() throws IOException, ArchiveException {
      for (RetrieveScope scope : scopes()) {
        List<DemoInstance> expected =
            DATA.stream()
                .filter(one ->
                    scope.covers(
                        one.studyInstanceUid(), one.seriesInstanceUid(), one.sopInstanceUid()))
                .toList();
        List<GatewaySide.Got> got = gateway.retrieve(archive, scope);

        assertThat(got)
            .as("%s", scope)
            .extracting(GatewaySide.Got::sopInstanceUid)
            .containsExactlyInAnyOrderElementsOf(
                expected.stream().map(DemoInstance::sopInstanceUid).collect(Collectors.toList()));
        for (GatewaySide.Got one : got) {
          assertThat(one.dataSet()).isEqualTo(stored(one));
        }
        awaitIdle();
      }
    }

    /** A reader may have everything before the PACS has said its last word. */
    private void awaitIdle() {
      while (archive.state().associationsInUse() > 0) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() throws IOException {
      gateway.close();
      pacs.close();
    }
  }

  /** An instance of which nothing is kept but that it came. */
  private record Noted(String sopInstanceUid, Set<String> whole) implements Arrival {
    @Override
    public void append(ByteBuffer fragment) {
      fragment.position(fragment.limit());
    }

    @Override
    public void complete() {
      whole.add(sopInstanceUid);
    }

    @Override
    public void fail(String reason) {
      throw new AssertionError(reason);
    }
  }

  private static Octets stored(GatewaySide.Got got) throws IOException {
    DemoInstance instance =
        DATA.stream()
            .filter(one -> one.sopInstanceUid().equals(got.sopInstanceUid()))
            .findFirst()
            .orElseThrow();
    try (InputStream in = instance.open(got.syntax())) {
      return Octets.of(in.readAllBytes());
    }
  }
}
