package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.TakenInstances;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.codec.DataSetWriter;
import io.isthmus.dicom.codec.FileMeta;
import io.isthmus.dicom.codec.Part10Writer;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Uid;
import io.isthmus.ul.net.PeerAddress;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port to a PACS, in front of an Orthanc that holds real files. */
class DimseArchiveOrthancTest {
  private static OrthancServer orthanc;
  private static DimseArchive archive;

  @BeforeAll
  static void start() {
    Path corpus = Peers.corpus();
    orthanc = new OrthancServer(Programs.freePort());
    assertThat(orthanc.upload(corpus)).isPositive();
    archive = archive(orthanc.dicomPort(), 2);
  }

  @AfterAll
  static void stop() {
    if (orthanc != null) {
      archive.close();
      orthanc.close();
    }
  }

  @Test
  void anEchoIsAnswered() throws ArchiveException {
    archive.echo();

    assertThat(archive.state().reachable()).hasValue(true);
  }

  @Test
  @Requirement("DIM-16")
  void aSearchThatHasEnoughIsEndedAndTheAssociationServesTheNext() throws ArchiveException {
    for (int run = 0; run < 3; run++) {
      List<DataSet> matches = new ArrayList<>();
      FindOutcome outcome =
          archive.find(
              new FindRequest(
                  QueryLevel.STUDY, DataSet.builder().empty(Tag.StudyInstanceUID).build()),
              match -> {
                matches.add(match);
                return matches.size() < 5;
              },
              new Cancellation());

      assertThat(matches).hasSize(5);
      assertThat(outcome.exhausted()).isFalse();
      assertThat(archive.state().associationsIdle()).isPositive();
      assertThat(archive.state().associationsInUse()).isZero();
    }
  }

  @Test
  @Requirement({"DIM-05", "DIM-07", "DIM-24"})
  void everyStudyIsRetrievedWhole() throws ArchiveException {
    List<DataSet> studies = new ArrayList<>();
    archive.find(
        new FindRequest(
            QueryLevel.STUDY,
            DataSet.builder()
                .empty(Tag.StudyInstanceUID)
                .empty(Tag.NumberOfStudyRelatedInstances)
                .build()),
        studies::add,
        new Cancellation());
    assertThat(studies).hasSizeGreaterThan(50);
    for (DataSet study : studies) {
      TakenInstances taken = TakenInstances.whole();
      String uid = study.string(Tag.StudyInstanceUID).orElseThrow();
      if (uid.equals(OrthancCorpus.NO_UID)
          || orthanc.instances(uid).stream().anyMatch(OrthancCorpus.NOT_SENT::contains)) {
        continue;
      }
      RetrieveOutcome outcome =
          archive.retrieve(RetrieveScope.study(uid), taken, new Cancellation());

      assertThat(outcome.complete()).as("%s of %s", outcome, uid).isTrue();
      assertThat(taken.uids().size())
          .isEqualTo(study.integer(Tag.NumberOfStudyRelatedInstances).orElseThrow());
    }
  }

  @Test
  @Requirement({"DIM-02", "DIM-24"})
  void aLargeStudyComesOverSeveralAssociations(@TempDir Path folder) throws Exception {
    List<DemoInstance> made = SmallStudies.instances(1, 2, 60);
    for (DemoInstance one : made) {
      FileMeta meta =
          new FileMeta(
              one.sopClassUid(), one.sopInstanceUid(), TransferSyntax.ExplicitVRLittleEndian);
      try (OutputStream file = Files.newOutputStream(folder.resolve(one.sopInstanceUid()))) {
        file.write(Part10Writer.header(meta));
        file.write(DataSetWriter.encode(one.header(), TransferSyntax.ExplicitVRLittleEndian));
      }
    }
    assertThat(orthanc.upload(folder)).isEqualTo(120);
    PeerAddress peer = new PeerAddress("127.0.0.1", orthanc.dicomPort(), "ORTHANC", "ISTHMUS");
    try (DimseArchive wide =
        DimseArchives.retrievingOver(4, peer, DimseOptions.Method.GET, new MoveDesk("ISTHMUS"))) {
      TakenInstances taken = TakenInstances.whole();

      RetrieveOutcome outcome =
          wide.retrieve(
              RetrieveScope.study(made.getFirst().studyInstanceUid()), taken, new Cancellation());

      assertThat(outcome).isEqualTo(new RetrieveOutcome(0, 120, 0, 0, List.of()));
      assertThat(taken.uids())
          .containsExactlyInAnyOrderElementsOf(
              made.stream().map(DemoInstance::sopInstanceUid).toList());
    }
  }

  /** What is guessed for them, from what came before, is often wrong. */
  @Test
  @Requirement("DIM-05")
  void instancesOfAllKindsComeInAnyOrder() throws ArchiveException {
    List<RetrieveScope> one = new ArrayList<>();
    oneOfEachSeries().stream()
        .filter(scope -> !scope.studyInstanceUid().equals(OrthancCorpus.NO_UID))
        .filter(scope -> !OrthancCorpus.NOT_SENT.contains(scope.sopInstanceUid().orElseThrow()))
        .forEach(one::add);
    Collections.shuffle(one, new Random(19));
    assertThat(one).hasSizeGreaterThan(50);
    try (DimseArchive fresh = archive(orthanc.dicomPort(), 2)) {
      for (RetrieveScope scope : one) {
        TakenInstances taken = TakenInstances.whole();

        RetrieveOutcome outcome = fresh.retrieve(scope, taken, new Cancellation());

        assertThat(outcome.complete()).as("%s of %s", outcome, scope).isTrue();
        assertThat(taken.uids()).hasSize(1);
      }
    }
  }

  @Test
  @Requirement("DIM-25")
  void aStudyThatIsNotThereIsNotFound() {
    assertThatThrownBy(() ->
            archive.retrieve(
                RetrieveScope.study("1.2.3.4.5"), TakenInstances.whole(), new Cancellation()))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ArchiveFailure.NotFound.class));
  }

  @Test
  @Requirement("COM-09")
  void aPacsThatIsNotThereIsUnreachable() {
    try (DimseArchive nobody = archive(Programs.freePort(), 1)) {
      assertThatThrownBy(nobody::echo)
          .isInstanceOfSatisfying(
              ArchiveException.class,
              failed ->
                  assertThat(failed.failure()).isInstanceOf(ArchiveFailure.Unreachable.class));
      assertThat(nobody.state().reachable()).hasValue(false);
    }
  }

  private static List<RetrieveScope> oneOfEachSeries() throws ArchiveException {
    Map<String, RetrieveScope> found = new TreeMap<>();
    for (DataSet study : matches(QueryLevel.STUDY, DataSet.builder().empty(Tag.StudyInstanceUID))) {
      String uid = study.string(Tag.StudyInstanceUID).orElseThrow();
      DataSetBuilder keys = DataSet.builder().uid(Tag.StudyInstanceUID, uid);
      for (DataSet instance :
          matches(QueryLevel.IMAGE, keys.empty(Tag.SeriesInstanceUID).empty(Tag.SOPInstanceUID))) {
        String series = instance.string(Tag.SeriesInstanceUID).orElseThrow();
        String sop = instance.string(Tag.SOPInstanceUID).orElseThrow();
        if (Uid.isValid(series) && Uid.isValid(sop)) {
          found.put(series, RetrieveScope.instance(uid, series, sop));
        }
      }
    }
    return List.copyOf(found.values());
  }

  private static List<DataSet> matches(QueryLevel level, DataSetBuilder keys)
      throws ArchiveException {
    List<DataSet> matches = new ArrayList<>();
    archive.find(new FindRequest(level, keys.build()), matches::add, new Cancellation());
    return matches;
  }

  private static DimseArchive archive(int port, int maxAssociations) {
    return DimseArchives.archive(
        new PeerAddress("127.0.0.1", port, "ORTHANC", "ISTHMUS"),
        maxAssociations,
        DimseOptions.Method.GET,
        new MoveDesk("ISTHMUS"));
  }
}
