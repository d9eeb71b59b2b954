package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Arrival;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.ul.net.PeerAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The port to a PACS, in front of an Orthanc that holds real files. */
class DimseArchiveOrthancTest {
  private static OrthancServer orthanc;
  private static DimseArchive archive;

  @BeforeAll
  static void start() {
    java.nio.file.Path corpus = Peers.corpus();
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
      int[] arrived = {0};
      String uid = study.string(Tag.StudyInstanceUID).orElseThrow();
      if (uid.equals(OrthancCorpus.NO_UID)
          || orthanc.instances(uid).stream().anyMatch(OrthancCorpus.NOT_SENT::contains)) {
        continue;
      }
      RetrieveOutcome outcome =
          archive.retrieve(
              RetrieveScope.study(uid), instance -> counting(arrived), new Cancellation());

      assertThat(outcome.complete()).as("%s of %s", outcome, uid).isTrue();
      assertThat(arrived[0])
          .isEqualTo(study.integer(Tag.NumberOfStudyRelatedInstances).orElseThrow());
    }
  }

  @Test
  @Requirement("DIM-25")
  void aStudyThatIsNotThereIsNotFound() {
    assertThatThrownBy(() ->
            archive.retrieve(
                RetrieveScope.study("1.2.3.4.5"),
                instance -> counting(new int[1]),
                new Cancellation()))
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

  private static Arrival counting(int[] arrived) {
    return new Arrival() {
      @Override
      public void append(ByteBuffer fragment) {
        fragment.position(fragment.limit());
      }

      @Override
      public void complete() {
        arrived[0]++;
      }

      @Override
      public void fail(String reason) {
        throw new AssertionError(reason);
      }
    };
  }

  private static DimseArchive archive(int port, int maxAssociations) {
    return DimseArchives.archive(
        new PeerAddress("127.0.0.1", port, "ORTHANC", "ISTHMUS"),
        maxAssociations,
        DimseOptions.Method.GET,
        new MoveDesk("ISTHMUS"));
  }
}
