package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.TakenInstances;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions.Method;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import io.isthmus.testpeer.RepeatingPeer;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.net.PeerAddress;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One retrieve over two associations with a PACS of hand-written bytes. */
@Timeout(60)
class RetrieveOverSeveralAssociationsTest {
  private static final List<HandMade> HELD =
      IntStream.range(100, 150)
          .mapToObj(i -> HandMade.instance("1.2.3.4." + i, HandMade.pixels(2000, i)))
          .toList();
  private static final RetrieveScope STUDY = RetrieveScope.study(HandMade.STUDY);

  private final Queue<String> gets = new ConcurrentLinkedQueue<>();

  /** What is under way when another part breaks off may be cut. */
  private final TakenInstances taken = TakenInstances.someWhole();

  @Test
  @Requirement({"DIM-02", "DIM-24"})
  void aStudyComesByListsOfUidsAtTheSameTime() throws Exception {
    CountDownLatch two = new CountDownLatch(2);
    RetrieveOutcome outcome = retrieve(50, request -> underWay(two));

    assertThat(gets).hasSizeGreaterThan(2).allMatch(identifier -> identifier.contains("IMAGE"));
    assertThat(taken.uids())
        .containsExactlyInAnyOrderElementsOf(HELD.stream().map(HandMade::sop).toList());
    assertThat(outcome).isEqualTo(new RetrieveOutcome(0, 50, 0, 0, List.of()));
  }

  /** It lists fifty: perhaps more is not given by a search. */
  @Test
  @Requirement("COM-10")
  void whatAPacsCountsAndDoesNotListComesAsAWhole() throws Exception {
    for (int counted : new int[] {51, 0}) {
      gets.clear();
      retrieve(counted, request -> false);

      assertThat(gets).hasSize(1).allMatch(identifier -> identifier.contains("STUDY"));
    }
  }

  @Test
  @Requirement({"COM-09", "COM-10"})
  void aPartThatIsAbortedFailsTheWhole() {
    CountDownLatch two = new CountDownLatch(2);

    assertThatThrownBy(() ->
            retrieve(
                50,
                request -> {
                  underWay(two);
                  if (request.names(HELD.getLast())) {
                    request.store(HELD.getLast(), HELD.getLast().bytes());
                    request.peer().send(Wire.abort(0, 0));
                    request.peer().awaitClose();
                    return true;
                  }
                  return false;
                }))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ArchiveFailure.Broken.class));
  }

  /** Waits with an answer until there are two. */
  private static boolean underWay(CountDownLatch two) throws IOException {
    two.countDown();
    try {
      assertThat(two.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return false;
  }

  private RetrieveOutcome retrieve(int counted, RetrievePeer.Fault onGet)
      throws IOException, ArchiveException {
    RetrievePeer pacs =
        new RetrievePeer(
            HELD,
            new RetrievePeer.Setup(0, false),
            request -> request.identifier().contains("STUDY") && study(request, counted),
            request -> {
              gets.add(request.identifier());
              return onGet.play(request);
            });
    try (RepeatingPeer peer = new RepeatingPeer(pacs);
        DimseArchive archive =
            DimseArchives.retrievingOver(
                2,
                new PeerAddress("127.0.0.1", peer.port(), "PACS", "ISTHMUS"),
                Method.GET,
                new MoveDesk("ISTHMUS"))) {
      try {
        return archive.retrieve(STUDY, taken, new Cancellation());
      } finally {
        assertThat(archive.state().associationsInUse()).isZero();
      }
    }
  }

  private static boolean study(PeerRequest request, int counted) throws IOException {
    HandMade.Encoder match = new HandMade.Encoder(TransferSyntax.ExplicitVRLittleEndian);
    match.uid(Tag.SOPClassesInStudy, HandMade.CT);
    match.uid(Tag.StudyInstanceUID, HandMade.STUDY);
    match.text(Tag.NumberOfStudyRelatedInstances, "IS", Integer.toString(counted));
    request.match(match.bytes());
    return request.end(0x0000);
  }
}
