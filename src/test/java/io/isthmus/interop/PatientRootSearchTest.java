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
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions.Method;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import io.isthmus.testpeer.RepeatingPeer;
import io.isthmus.ul.net.PeerAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Searches of the Patient Root model at a PACS of hand-written bytes. */
@Timeout(60)
class PatientRootSearchTest {
  private static final String STUDY = "1.2.3.1";
  private static final String OTHER = "1.2.3.2";

  /** A study as the PACS has it; the ID and name of its patient in Latin letters. */
  private record Kept(String id, String name, String study) {}

  private final List<Kept> held = new CopyOnWriteArrayList<>();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final List<DataSet> matches = new ArrayList<>();
  private boolean minding = true;
  private RepeatingPeer peer;
  private DimseArchive archive;

  @BeforeEach
  void start() throws IOException {
    peer =
        new RepeatingPeer(
            new RetrievePeer(
                List.of(), new RetrievePeer.Setup(0, false), this::answer, request -> false));
    archive =
        DimseArchives.archive(
            new PeerAddress("127.0.0.1", peer.port(), "PACS", "ISTHMUS"),
            InformationModel.PATIENT_ROOT,
            2,
            Method.GET,
            new MoveDesk("ISTHMUS"));
    held.add(new Kept("P1", "One^First", STUDY));
    held.add(new Kept("P2", "Two^Second", OTHER));
  }

  @AfterEach
  void end() throws Exception {
    archive.close();
    peer.close();
  }

  private boolean answer(PeerRequest request) throws IOException {
    String identifier = request.identifier();
    asked.add(identifier);
    for (Kept one : held) {
      if (identifier.contains("PATIENT")) {
        request.match(match(one, Tag.PatientName, Tag.PatientID));
      } else if (!minding || identifier.contains(utf8(one.id()))) {
        request.match(match(one, Tag.PatientID, Tag.StudyInstanceUID));
      }
    }
    return request.end(0x0000);
  }

  /** UTF-8 as it looks among bytes that are taken for Latin letters. */
  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static byte[] match(Kept one, int... tags) {
    HandMade.Encoder match = new HandMade.Encoder(TransferSyntax.ExplicitVRLittleEndian);
    if (tags[0] == Tag.PatientName) {
      match.text(Tag.SpecificCharacterSet, "CS", "ISO_IR 100");
    }
    for (int tag : tags) {
      switch (tag) {
        case Tag.PatientName -> match.element(tag, "PN", latin(one.name()));
        case Tag.PatientID -> match.element(tag, "LO", latin(one.id()));
        default -> match.uid(tag, one.study());
      }
    }
    return match.bytes();
  }

  private static byte[] latin(String text) {
    return (text.length() % 2 == 0 ? text : text + " ").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static DataSetBuilder keys() {
    return DataSet.builder()
        .empty(Tag.PatientName)
        .empty(Tag.PatientID)
        .empty(Tag.StudyInstanceUID);
  }

  private FindOutcome find(DataSet keys) throws ArchiveException {
    matches.clear();
    asked.clear();
    return archive.find(new FindRequest(QueryLevel.STUDY, keys), matches::add, new Cancellation());
  }

  private List<String> found(int tag) {
    return matches.stream().map(match -> match.string(tag).orElse("none")).toList();
  }

  @Test
  @Requirement("DIM-11")
  void patientsAreAskedForFirstAndEachHasItsOwnStudies() throws ArchiveException {
    FindOutcome outcome = find(keys().text(Tag.StudyDate, "20260101").build());

    assertThat(outcome.exhausted()).isTrue();
    assertThat(found(Tag.PatientName)).containsExactly("One^First", "Two^Second");
    assertThat(found(Tag.StudyInstanceUID)).containsExactly(STUDY, OTHER);
    assertThat(asked).hasSize(3);
    assertThat(asked.remove()).contains("PATIENT").doesNotContain("20260101");
    // Table C.6-2: what is of the patient is no key of a study, but for the unique key above it.
    assertThat(asked)
        .allSatisfy(study ->
            assertThat(study)
                .contains("STUDY", "20260101", "\u0010\u0000 \u0000")
                .doesNotContain("\u0010\u0000\u0010\u0000"));
  }

  @Test
  @Requirement("DIM-11")
  void whoIsNamedByPatientIdIsNotAskedFor() throws ArchiveException {
    find(DataSet.builder().text(Tag.PatientID, "P2").empty(Tag.StudyInstanceUID).build());

    assertThat(found(Tag.StudyInstanceUID)).containsExactly(OTHER);
    assertThat(asked).singleElement().asString().contains("STUDY", "P2");
  }

  @Test
  @Requirement("DIM-11")
  void aStudyIsAskedForUnderThePatientThatItHadUntilItHasAnother() throws ArchiveException {
    DataSet study = DataSet.builder().uid(Tag.StudyInstanceUID, OTHER).build();
    find(study);
    find(study);
    assertThat(asked).singleElement().asString().contains("STUDY", "P2");

    held.set(1, new Kept("P3", "Two^Corrected", OTHER));
    find(keys().uid(Tag.StudyInstanceUID, OTHER).build());

    assertThat(matches).anyMatch(match -> match.string(Tag.PatientID).orElse("").equals("P3"));
    assertThat(matches).noneMatch(match -> match.string(Tag.PatientID).orElse("").equals("P2"));
  }

  @Test
  @Requirement("DIM-11")
  void whatIsOfAnotherPatientThanTheOneAskedForIsLeftOut() throws ArchiveException {
    minding = false;
    find(keys().build());

    assertThat(found(Tag.StudyInstanceUID)).containsExactly(STUDY, OTHER);
    assertThat(found(Tag.PatientName)).containsExactly("One^First", "Two^Second");
  }

  @Test
  @Requirement("DIM-11")
  void patientsThatShareAnIdAreNotToldApartAndNothingIsGiven() {
    held.set(1, new Kept("P1", "Two^Second", OTHER));

    assertThatThrownBy(() -> find(keys().build()))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            failed ->
                assertThat(failed.failure().category())
                    .isEqualTo(ArchiveFailure.Category.UPSTREAM));
    assertThat(matches).isEmpty();
  }

  @Test
  @Requirement("DIM-11")
  void aPatientWithoutIdLeavesTheSearchUnfinished() throws ArchiveException {
    held.set(1, new Kept("", "Two^Second", OTHER));

    assertThat(find(keys().build()).exhausted()).isFalse();
    assertThat(found(Tag.StudyInstanceUID)).containsExactly(STUDY);
  }

  @Test
  @Requirement("DIM-11")
  void noMorePatientsAreLookedBelowWhenThereIsEnough() throws ArchiveException {
    FindOutcome outcome =
        archive.find(
            new FindRequest(QueryLevel.STUDY, keys().build()), match -> false, new Cancellation());

    assertThat(outcome.exhausted()).isFalse();
    assertThat(asked).hasSize(2);
  }

  @Test
  @Requirement({"DIM-11", "DIM-13"})
  void lettersBeyondAsciiAreDeclaredOnBothWays() throws ArchiveException {
    held.removeLast();
    held.set(0, new Kept("\u00c41", "M\u00fcller^Eva", STUDY));
    find(keys().build());

    assertThat(found(Tag.PatientID)).containsExactly("\u00c41");
    assertThat(found(Tag.PatientName)).containsExactly("M\u00fcller^Eva");
    assertThat(asked.toArray(String[]::new)[1]).contains("ISO_IR 192", utf8("\u00c41"));
  }
}
