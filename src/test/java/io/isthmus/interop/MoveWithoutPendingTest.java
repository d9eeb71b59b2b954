package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure.Category;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.TakenInstances;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.StoreScp;
import io.isthmus.retrieve.HandMade;
import io.isthmus.testpeer.RepeatingPeer;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** C-MOVE that says nothing until its final response, and retrieves that break off before it. */
@Timeout(60)
class MoveWithoutPendingTest {
  private static final Duration GENEROUS = Duration.ofSeconds(20);
  private static final RetrieveScope STUDY = RetrieveScope.study(HandMade.STUDY);

  private final MoveDesk desk = new MoveDesk(GatewaySide.AE_TITLE);
  private final TakenInstances taken = TakenInstances.whole();
  private final AtomicInteger retrieves = new AtomicInteger();

  private static AssociationTimeouts responding(Duration limit) {
    return new AssociationTimeouts(GENEROUS, GENEROUS, limit, GENEROUS, GENEROUS);
  }

  private AssociationServer server() throws IOException {
    return AssociationServer.start(
        new AssociationServer.Options(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            8,
            responding(GENEROUS),
            SocketLayer.PLAIN),
        new Negotiation("2.25.1", "TEST"),
        new TakesAll(),
        new DimseDispatcher(List.of(new StoreScp(desk))),
        Thread.ofVirtual().factory());
  }

  private DimseArchive archive(RepeatingPeer peer, Duration response) {
    return archive(peer, response, DimseOptions.Method.MOVE);
  }

  private DimseArchive archive(RepeatingPeer peer, Duration response, DimseOptions.Method method) {
    return DimseArchives.patient(
        new PeerAddress("127.0.0.1", peer.port(), "PACS", GatewaySide.AE_TITLE),
        responding(response),
        new DimseOptions(method, GENEROUS, GENEROUS, GENEROUS),
        desk);
  }

  private RepeatingPeer peer(AssociationServer server, RetrievePeer.Fault onRetrieve) {
    return new RepeatingPeer(
        new RetrievePeer(
            List.of(FaultTable.FIRST),
            new RetrievePeer.Setup(server.port(), false),
            request -> false,
            request -> {
              retrieves.incrementAndGet();
              return onRetrieve.play(request);
            }));
  }

  @Test
  @Requirement({"DIM-03", "DIM-36"})
  void anInstanceThatIsUnderWayLetsTheFinalResponseTakeItsTime() throws Exception {
    Duration response = Duration.ofSeconds(5);
    try (AssociationServer server = server();
        RepeatingPeer peer =
            peer(
                server,
                request -> {
                  request.half(FaultTable.FIRST);
                  LockSupport.parkNanos(response.multipliedBy(5).dividedBy(4).toNanos());
                  request.end(0x0000, 1, 0, 0);
                  request.otherHalf(FaultTable.FIRST);
                  return true;
                });
        DimseArchive archive = archive(peer, response)) {
      RetrieveOutcome outcome = archive.retrieve(STUDY, taken, new Cancellation());

      assertThat(outcome.complete()).isTrue();
      assertThat(taken.uids()).containsExactly(FaultTable.FIRST.sop());
      assertThat(retrieves).hasValue(1);
    }
  }

  @Test
  @Requirement("DIM-02")
  void aGetThatHasBeenAnsweredIsNotBegunAnew() throws Exception {
    try (AssociationServer server = server();
        RepeatingPeer peer =
            peer(
                server,
                request -> {
                  if (retrieves.get() > 1) {
                    request.pending(0, 0, 0);
                    request.peer().reset();
                  }
                  return retrieves.get() > 1;
                });
        DimseArchive archive = archive(peer, GENEROUS, DimseOptions.Method.GET)) {
      assertThat(archive.retrieve(STUDY, taken, new Cancellation()).complete()).isTrue();

      assertThatThrownBy(() -> archive.retrieve(STUDY, taken, new Cancellation()))
          .isInstanceOfSatisfying(
              ArchiveException.class,
              e -> assertThat(e.failure().category()).isEqualTo(Category.UPSTREAM));
      assertThat(retrieves).hasValue(2);
    }
  }

  @Test
  @Requirement("DIM-02")
  void whatHasBroughtAnInstanceIsNotBegunAnew() throws Exception {
    try (AssociationServer server = server();
        RepeatingPeer peer =
            peer(
                server,
                request -> {
                  request.store(FaultTable.FIRST, FaultTable.FIRST.bytes());
                  request.hangUp();
                  request.peer().reset();
                  return true;
                });
        DimseArchive archive = archive(peer, GENEROUS)) {
      archive.find(
          new FindRequest(QueryLevel.STUDY, DataSet.EMPTY), match -> true, new Cancellation());

      assertThatThrownBy(() -> archive.retrieve(STUDY, taken, new Cancellation()))
          .isInstanceOfSatisfying(
              ArchiveException.class,
              e -> assertThat(e.failure().category()).isEqualTo(Category.UPSTREAM));
      assertThat(retrieves).hasValue(1);
    }
  }
}
