package io.isthmus.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.pool.FakePeer.Connection;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PoolStressTest {
  private static final int CLIENTS = 500;
  private static final int OPERATIONS = 20;
  private static final List<ContextsNeeded> NEEDS =
      List.of(
          ContextsNeeded.service(SopClass.StudyRootFind),
          ContextsNeeded.service(SopClass.ModalityWorklistFind),
          ContextsNeeded.service(SopClass.StorageCommitmentPushModel));

  private final FakePeer peer = new FakePeer();
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger inVain = new AtomicInteger();
  private final AtomicReference<Throwable> fault = new AtomicReference<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  @Requirement("DIM-02")
  void fiveHundredClientsNeverExceedTheLimitByOneAndAreAllServed(int limit) throws Exception {
    PoolStatistics after = run(limit, Duration.ofSeconds(50));
    assertThat(served).hasValue(CLIENTS * OPERATIONS);
    assertThat(peer.peak()).isEqualTo(limit);
    assertThat(after.total()).isEqualTo(after.idle());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void thoseWithoutPatienceAreServedOrToldAndThePoolIsWholeAfterwards(int limit) throws Exception {
    PoolStatistics after = run(limit, Duration.ofNanos(200_000));
    assertThat(served.get() + inVain.get()).isEqualTo(CLIENTS * OPERATIONS);
    assertThat(served).hasPositiveValue();
    assertThat(peer.peak()).isEqualTo(limit);
    assertThat(after.total()).isEqualTo(after.idle());
  }

  private PoolStatistics run(int limit, Duration wait) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(CLIENTS);
    try (ScheduledExecutorService alarms =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().factory());
        AssociationPool<Connection> pool = pool(limit, alarms)) {
      for (int client = 0; client < CLIENTS; client++) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(client);
        Thread.ofVirtual()
            .start(() -> {
              try {
                start.await();
                client(pool, wait, random);
              } catch (Throwable e) {
                fault.compareAndSet(null, e);
              } finally {
                done.countDown();
              }
            });
      }
      start.countDown();
      assertThat(done.await(50, TimeUnit.SECONDS)).as("all come to an end").isTrue();
      assertThat(fault).hasValue(null);
      assertThat(pool.statistics().waiting()).isZero();
      alarms.shutdownNow();
      return pool.statistics();
    }
  }

  private void client(AssociationPool<Connection> pool, Duration wait, RandomGenerator random)
      throws IOException {
    for (int i = 0; i < OPERATIONS; i++) {
      ContextsNeeded need = NEEDS.get(random.nextInt(10) < 8 ? 0 : random.nextInt(NEEDS.size()));
      try (var lease = pool.lease(need, wait, CancelSignal.NEVER)) {
        if (random.nextInt(10) == 0 && lease.replaceDead()) {
          assertThat(lease.connection().isOpen()).isTrue();
        }
        lease.connection().use();
        if (random.nextInt(10) != 0) {
          lease.completed();
        }
        served.incrementAndGet();
      } catch (PoolExhaustedException e) {
        inVain.incrementAndGet();
      }
    }
  }

  private AssociationPool<Connection> pool(int limit, ScheduledExecutorService alarms) {
    PoolTime time = PoolTime.system(InstantSource.system(), alarms, Thread.ofVirtual().factory());
    return new AssociationPool<>(
        peer,
        new Recipes(InformationModel.STUDY_ROOT, Map.of()),
        new PoolOptions(limit, Duration.ofSeconds(30)),
        new CircuitBreaker(BreakerOptions.DEFAULT, time),
        time);
  }
}
