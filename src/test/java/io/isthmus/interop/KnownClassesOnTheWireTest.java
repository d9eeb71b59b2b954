package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.TakenInstances;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions.Method;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import io.isthmus.testpeer.RepeatingPeer;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.net.PeerAddress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A PACS of hand-written bytes is not asked what it has where that is known. */
@Timeout(60)
@Requirement("DIM-05")
class KnownClassesOnTheWireTest {
  private static final List<HandMade> HELD =
      List.of(
          HandMade.instance("1.2.3.4.1", HandMade.pixels(3000, 1)),
          HandMade.instance("1.2.3.4.2", HandMade.pixels(3000, 2)));
  private static final RetrieveScope SERIES = RetrieveScope.series(HandMade.STUDY, HandMade.SERIES);
  private static final String FIND = "C-FIND";
  private static final String GET = "C-GET";

  private final List<String> asked = new CopyOnWriteArrayList<>();

  @Test
  void whatIsKnownOfAStudyIsNotAskedAgain() throws Exception {
    run(
        request -> false,
        request -> false,
        archive -> {
          assertThat(bring(archive, SERIES)).hasSize(2);
          assertThat(asked).containsExactly(FIND, GET);
          assertThat(bring(archive, SERIES)).hasSize(2);
          assertThat(bring(archive, instance())).containsExactly("1.2.3.4.2");
          assertThat(asked).containsExactly(FIND, GET, GET, GET);
        });
  }

  /** It has another class than it had, and ends the association for want of a context. */
  @Test
  void aPacsThatEndsTheAssociationIsAskedAfterAll() throws Exception {
    run(
        request -> asked.contains(GET) && matchOf(request, SopClass.UltrasoundImageStorage),
        request -> firstAfterTheFirstSearch() && abort(request),
        archive -> {
          bring(archive, SERIES);
          assertThat(bring(archive, SERIES)).hasSize(2);
          assertThat(asked.subList(2, asked.size())).containsExactly(GET, GET, FIND, GET);
        });
  }

  @Test
  void aPacsThatFailsIsAskedAfterAll() throws Exception {
    run(
        request -> asked.contains(GET) && matchOf(request, SopClass.UltrasoundImageStorage),
        request -> firstAfterTheFirstSearch() && request.end(0xA701, 0, 2, 0),
        archive -> {
          bring(archive, SERIES);
          assertThat(bring(archive, SERIES)).hasSize(2);
          assertThat(asked.subList(2, asked.size())).containsExactly(GET, FIND, GET);
        });
  }

  @Test
  void whatFailsThoughEveryClassHadItsContextFails() throws Exception {
    run(
        request -> false,
        request -> asked.size() > 2 && abort(request),
        archive -> {
          bring(archive, SERIES);
          assertThatThrownBy(() -> bring(archive, SERIES))
              .isInstanceOfSatisfying(
                  ArchiveException.class,
                  failed -> assertThat(failed.failure()).isInstanceOf(ArchiveFailure.Broken.class));
          assertThat(asked.subList(2, asked.size())).containsExactly(GET, GET, FIND);
        });
  }

  @Test
  @Requirement("DIM-25")
  void anInstanceThatIsNotThereIsNotFound() throws Exception {
    run(
        request -> asked.size() > 2 && request.end(0x0000),
        request -> asked.size() > 2 && request.end(0x0000, 0, 0, 0),
        archive -> {
          bring(archive, SERIES);
          assertThatThrownBy(() ->
                  bring(
                      archive,
                      RetrieveScope.instance(HandMade.STUDY, HandMade.SERIES, "1.2.3.4.9")))
              .isInstanceOfSatisfying(
                  ArchiveException.class,
                  failed ->
                      assertThat(failed.failure()).isInstanceOf(ArchiveFailure.NotFound.class));
        });
  }

  private boolean firstAfterTheFirstSearch() {
    return asked.size() > 2 && asked.lastIndexOf(FIND) == 0;
  }

  private static boolean abort(PeerRequest request) throws IOException {
    request.peer().send(Wire.abort(0, 0));
    request.peer().awaitClose();
    return true;
  }

  private static boolean matchOf(PeerRequest request, String sopClass) throws IOException {
    HandMade.Encoder match = new HandMade.Encoder(TransferSyntax.ExplicitVRLittleEndian);
    match.uid(Tag.SOPClassesInStudy, sopClass);
    match.uid(Tag.StudyInstanceUID, HandMade.STUDY);
    request.match(match.bytes());
    return request.end(0x0000);
  }

  private static RetrieveScope instance() {
    return RetrieveScope.instance(HandMade.STUDY, HandMade.SERIES, "1.2.3.4.2");
  }

  private interface Trial {
    void with(DimseArchive archive) throws Exception;
  }

  private void run(RetrievePeer.Fault onFind, RetrievePeer.Fault onGet, Trial trial)
      throws Exception {
    RetrievePeer pacs =
        new RetrievePeer(
            HELD, new RetrievePeer.Setup(0, false), noting(FIND, onFind), noting(GET, onGet));
    try (RepeatingPeer peer = new RepeatingPeer(pacs);
        DimseArchive archive =
            DimseArchives.archive(
                new PeerAddress("127.0.0.1", peer.port(), "PACS", "ISTHMUS"),
                1,
                Method.GET,
                new MoveDesk("ISTHMUS"))) {
      trial.with(archive);
    }
  }

  private RetrievePeer.Fault noting(String what, RetrievePeer.Fault then) {
    return request -> {
      asked.add(what);
      return then.play(request);
    };
  }

  /** SOP Instance UIDs of what came whole. */
  private static List<String> bring(DimseArchive archive, RetrieveScope scope)
      throws ArchiveException {
    TakenInstances taken = TakenInstances.whole();
    archive.retrieve(scope, taken, new Cancellation());
    return taken.uids();
  }
}
