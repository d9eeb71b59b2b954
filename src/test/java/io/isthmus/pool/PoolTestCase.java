package io.isthmus.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.pool.FakePeer.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Timeout;

/** A pool beside a fake peer and a clock that stands still. */
@Timeout(30)
abstract class PoolTestCase {

  static final Duration WAIT = Duration.ofSeconds(10);
  static final Duration IDLE = Duration.ofSeconds(30);
  static final ContextsNeeded FIND = ContextsNeeded.service(SopClass.StudyRootFind);
  static final ContextsNeeded ECHO = ContextsNeeded.service(SopClass.Verification);
  static final ContextsNeeded WORKLIST = ContextsNeeded.service(SopClass.ModalityWorklistFind);

  final FakeTime time = new FakeTime();
  final FakePeer peer = new FakePeer();

  AssociationPool<Connection> pool(int limit) {
    return new AssociationPool<>(
        peer,
        new Recipes(InformationModel.STUDY_ROOT, Map.of()),
        new PoolOptions(limit, IDLE),
        new CircuitBreaker(BreakerOptions.DEFAULT, time),
        time);
  }

  static Connection use(AssociationPool<Connection> pool, ContextsNeeded need) throws IOException {
    try (var lease = pool.lease(need, WAIT, CancelSignal.NEVER)) {
      lease.connection().use();
      lease.completed();
      return lease.connection();
    }
  }

  static <T> FutureTask<T> start(Callable<T> action) {
    FutureTask<T> task = new FutureTask<>(action);
    Thread.ofVirtual().start(task);
    return task;
  }

  static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
