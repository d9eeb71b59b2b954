package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.HandClock;
import io.isthmus.archive.Finding;
import io.isthmus.archive.Trait;
import io.isthmus.archive.dimse.PacsProbe;
import io.isthmus.archive.dimse.ProbeLimits;
import io.isthmus.demo.DemoOptions;
import io.isthmus.demo.DemoPacs;
import io.isthmus.demo.Misbehaviour;
import io.isthmus.demo.data.DemoData;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.pool.AssociationPool;
import io.isthmus.pool.CancelSignal;
import io.isthmus.pool.ContextsNeeded;
import io.isthmus.pool.PoolStatistics;
import io.isthmus.pool.PooledAssociation;
import io.isthmus.ul.net.PeerAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A probe beside what a gateway does anyway: connections that end, clients, and little time. */
@Timeout(60)
class ProbeInServiceTest {
  private static final List<DemoInstance> DATA = DemoData.instances();
  private static final ContextsNeeded ECHO = ContextsNeeded.service(SopClass.Verification);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private static AssociationPool<PooledAssociation> pool(int port, int limit) {
    return DimseArchives.pool(new PeerAddress("127.0.0.1", port, "DEMO", "ISTHMUS"), limit);
  }

  private PacsProbe probe(
      AssociationPool<PooledAssociation> pool, ProbeLimits limits, Clock clock) {
    return new PacsProbe(
        "pacs", pool, Duration.ofSeconds(10), Duration.ofMillis(500), executor, limits, clock);
  }

  private Map<Trait, Finding> probe(AssociationPool<PooledAssociation> pool) throws Exception {
    return probe(pool, ProbeLimits.DEFAULT, Clock.systemUTC()).probe();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 20})
  void anAssociationThatThePacsHasClosedIsReplaced(int search) throws Exception {
    try (DemoPacs pacs = DemoPacs.start(DemoOptions.DEFAULT, DATA);
        CuttingProxy proxy = new CuttingProxy(pacs.port(), search);
        AssociationPool<PooledAssociation> direct = pool(pacs.port(), 2);
        AssociationPool<PooledAssociation> cut = pool(proxy.port(), 2)) {
      assertThat(lasting(probe(cut))).isEqualTo(lasting(probe(direct)));
      assertThat(proxy.hasCut()).isTrue();
    }
  }

  /** Whether all came before C-CANCEL did, or a place was free again, is a matter of time. */
  private static Map<Trait, Finding> lasting(Map<Trait, Finding> found) {
    Map<Trait, Finding> lasting = new HashMap<>(found);
    lasting.keySet().removeAll(Set.of(Trait.CANCEL, Trait.ASSOCIATIONS));
    return lasting;
  }

  /** At the third search no key has been tried with both values, at the twelfth some have. */
  @ParameterizedTest
  @ValueSource(ints = {3, 12})
  void whenTimeIsUpWhatWasFoundOutUntilThenHolds(int search) throws Exception {
    HandClock clock = new HandClock();
    ProbeLimits minute = ProbeLimits.DEFAULT;
    CuttingProxy.Then late =
        () -> {
          clock.advance(minute.time());
          return true;
        };
    try (DemoPacs pacs = DemoPacs.start(DemoOptions.DEFAULT, DATA);
        CuttingProxy proxy = new CuttingProxy(pacs.port(), search, late);
        AssociationPool<PooledAssociation> pool = pool(proxy.port(), 1)) {
      Map<Trait, Finding> found = probe(pool, minute, clock).probe();

      assertThat(found)
          .containsKeys(Trait.FIND, Trait.GET, Trait.STUDY_KEYS_EMPTY)
          .doesNotContainKey(Trait.RELATIONAL_QUERIES);
      assertThat(found.containsKey(Trait.KEYS_IGNORED)).isEqualTo(search > 3);
      assertThat(proxy.later()).as("searches when time was up").isZero();
    }
  }

  @Test
  void theNumberOfAssociationsIsNotKnownWhereAClientHasOne() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    try (DemoPacs pacs = DemoPacs.start(DemoOptions.DEFAULT, DATA);
        AssociationPool<PooledAssociation> pool = pool(pacs.port(), 3)) {
      Future<?> client =
          executor.submit(() -> {
            try (var lease = pool.lease(ECHO, Duration.ZERO, CancelSignal.NEVER)) {
              held.countDown();
              done.await();
              lease.completed();
            }
            return null;
          });
      held.await();

      assertThat(probe(pool))
          .containsEntry(Trait.RELATIONAL_QUERIES, Finding.probed(true))
          .doesNotContainKey(Trait.ASSOCIATIONS);
      done.countDown();
      client.get();
    }
  }

  /** The probe has every place of the pool, one of them at a PACS that says nothing. */
  @Test
  void allIsGivenBackAsSoonAsAClientWaits() throws Exception {
    DemoOptions stalls =
        DemoOptions.DEFAULT.withMaxAssociations(2).with(Misbehaviour.STALLS_ABOVE_LIMIT);
    try (DemoPacs pacs = DemoPacs.start(stalls, DATA);
        AssociationPool<PooledAssociation> pool = pool(pacs.port(), 3)) {
      Future<Map<Trait, Finding>> probing = executor.submit(() -> probe(pool));
      while (taken(pool) < 3) {
        Thread.onSpinWait();
      }

      try (var lease = pool.lease(ECHO, Duration.ofSeconds(10), CancelSignal.NEVER)) {
        lease.completed();
      }

      assertThat(probing.get()).containsKey(Trait.FIND).doesNotContainKey(Trait.ASSOCIATIONS);
    }
  }

  private static int taken(AssociationPool<PooledAssociation> pool) {
    PoolStatistics now = pool.statistics();
    return now.inUse() + now.opening();
  }
}
