package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.dicom.codec.Implementation;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scu.EchoScu;
import io.isthmus.pool.AssociationConnector;
import io.isthmus.pool.AssociationPool;
import io.isthmus.pool.BreakerOptions;
import io.isthmus.pool.BreakerStatus;
import io.isthmus.pool.CancelSignal;
import io.isthmus.pool.CircuitBreaker;
import io.isthmus.pool.ContextsNeeded;
import io.isthmus.pool.Lease;
import io.isthmus.pool.PoolOptions;
import io.isthmus.pool.PoolStatistics;
import io.isthmus.pool.PoolTime;
import io.isthmus.pool.PooledAssociation;
import io.isthmus.pool.Recipes;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationException;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The association pool against dcmqrscp, which has room for eight associations and rejects the
 * ninth.
 */
@Timeout(60)
class PoolInteropTest {
  private static final int ROOM = 8;
  private static final ContextsNeeded ECHO = ContextsNeeded.service(SopClass.Verification);
  private static final ContextsNeeded GET_CT =
      ContextsNeeded.retrieve(
          SopClass.StudyRootGet,
          List.of(SopClass.CTImageStorage),
          List.of(
              TransferSyntax.ExplicitVRLittleEndian.uid(),
              TransferSyntax.ImplicitVRLittleEndian.uid()));

  @TempDir Path folder;
  private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
  private DimsePeers peers;
  private PeerAddress peer;

  @BeforeEach
  void startPeer() throws IOException {
    peers = new DimsePeers(folder);
    int port = peers.dcmqrscp(DimsePeers.freePort());
    peer = new PeerAddress("localhost", port, DimsePeers.DCMQRSCP_AE, DimsePeers.OUR_AE);
  }

  @AfterEach
  void stopPeer() {
    alarms.shutdownNow();
    if (peers != null) {
      peers.close();
    }
  }

  @Test
  @Requirement("DIM-02")
  void twoHundredClientsShareTheAssociationsThatTheyMayHave() throws Exception {
    try (AssociationPool<PooledAssociation> pool = pool(4)) {
      List<FutureTask<DimseStatus>> clients = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        ContextsNeeded need = i % 20 == 0 ? GET_CT : ECHO;
        clients.add(start(() -> echo(pool, need)));
      }
      for (FutureTask<DimseStatus> client : clients) {
        assertThat(client.get()).isEqualTo(DimseStatus.SUCCESS);
      }
      PoolStatistics after = pool.statistics();
      assertThat(after.idle()).isBetween(1, 4);
      assertThat(after.total()).isEqualTo(after.idle());
    }
  }

  @Test
  void whomThePeerHasNoRoomForIsServedWhenAnAssociationComesFree() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (AssociationPool<PooledAssociation> pool = pool(ROOM + 4)) {
      List<FutureTask<DimseStatus>> clients = new ArrayList<>();
      for (int i = 0; i < ROOM + 4; i++) {
        clients.add(
            start(() -> {
              try (var lease = lease(pool, ECHO)) {
                go.await();
                DimseStatus status = echo(lease);
                lease.completed();
                return status;
              }
            }));
      }
      while (pool.statistics().waiting() < 4) {
        Thread.onSpinWait();
      }
      assertThat(pool.statistics().inUse()).isLessThanOrEqualTo(ROOM);
      go.countDown();
      for (FutureTask<DimseStatus> client : clients) {
        assertThat(client.get()).isEqualTo(DimseStatus.SUCCESS);
      }
      assertThat(pool.statistics().breaker().phase()).isEqualTo(BreakerStatus.Phase.CLOSED);
    }
  }

  @Test
  @Requirement({"DIM-02", "DIM-07"})
  void oneAssociationServesARetrieveAndThenAQuery() throws Exception {
    try (AssociationPool<PooledAssociation> pool = pool(1)) {
      Association first;
      try (var lease = lease(pool, GET_CT)) {
        first = lease.connection().association();
        assertThat(first.acceptsRequestorAsScp(SopClass.CTImageStorage)).isTrue();
        lease.completed();
      }
      try (var lease = lease(pool, ContextsNeeded.service(SopClass.StudyRootFind))) {
        assertThat(lease.connection().association()).isSameAs(first);
        assertThat(echo(lease)).isEqualTo(DimseStatus.SUCCESS);
        lease.completed();
      }
    }
  }

  @Test
  void anAssociationThatThePeerDroppedIsFoundOutBeforeItIsLent() throws Exception {
    try (AssociationPool<PooledAssociation> pool = pool(1, Duration.ZERO)) {
      assertThat(echo(pool, ECHO)).isEqualTo(DimseStatus.SUCCESS);
      peers.dropAssociations();
      assertThat(echo(pool, ECHO)).isEqualTo(DimseStatus.SUCCESS);
    }
  }

  @Test
  void anAssociationThatThePeerDroppedJustNowIsReplaced() throws Exception {
    try (AssociationPool<PooledAssociation> pool = pool(1, Duration.ofHours(1))) {
      assertThat(echo(pool, ECHO)).isEqualTo(DimseStatus.SUCCESS);
      peers.dropAssociations();
      try (var lease = lease(pool, ECHO)) {
        assertThatThrownBy(() -> echo(lease)).isInstanceOf(AssociationException.class);
        assertThat(lease.replaceDead()).isTrue();
        assertThat(echo(lease)).isEqualTo(DimseStatus.SUCCESS);
        lease.completed();
      }
      assertThat(pool.statistics().idle()).isEqualTo(1);
    }
  }

  private AssociationPool<PooledAssociation> pool(int limit) {
    return pool(limit, Duration.ofSeconds(1));
  }

  private AssociationPool<PooledAssociation> pool(int limit, Duration trustedFor) {
    PoolTime time = PoolTime.system(InstantSource.system(), alarms, Thread.ofVirtual().factory());
    Negotiation negotiation =
        new Negotiation(Implementation.CLASS_UID, Implementation.VERSION_NAME);
    return new AssociationPool<>(
        new AssociationConnector(
            new AssociationClient(negotiation, AssociationTimeouts.DEFAULT, SocketLayer.PLAIN),
            peer,
            131_072),
        new Recipes(InformationModel.STUDY_ROOT, Map.of()),
        new PoolOptions(limit, Duration.ofSeconds(30), trustedFor, Duration.ofSeconds(10)),
        new CircuitBreaker(BreakerOptions.DEFAULT, time),
        time);
  }

  private static Lease<PooledAssociation> lease(
      AssociationPool<PooledAssociation> pool, ContextsNeeded need) throws IOException {
    return pool.lease(need, Duration.ofSeconds(30), CancelSignal.NEVER);
  }

  private static DimseStatus echo(AssociationPool<PooledAssociation> pool, ContextsNeeded need)
      throws IOException {
    try (var lease = lease(pool, need)) {
      DimseStatus status = echo(lease);
      lease.completed();
      return status;
    }
  }

  private static DimseStatus echo(Lease<PooledAssociation> lease) throws IOException {
    return new EchoScu().echo(lease.connection().association());
  }

  private static <T> FutureTask<T> start(Callable<T> action) {
    FutureTask<T> task = new FutureTask<>(action);
    Thread.ofVirtual().start(task);
    return task;
  }
}
