package io.isthmus.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class SideBySideTest {

  @ParameterizedTest
  @Requirement({"DIM-02", "DIM-17"})
  @CsvSource({"4, 3, 3", "4, 9, 4", "2, 2, 2"})
  void noMoreAreAskedAtATimeThanIsAllowed(int most, int limit, int atATime) throws Exception {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch gate = new CountDownLatch(1);
    Thread asking = Thread.currentThread();
    List<Integer> begunBeforeTheFirstAnswer = new ArrayList<>();
    SideBySide sideBySide =
        new SideBySide(
                task -> {
                  begun.incrementAndGet();
                  Thread.ofVirtual().start(task);
                },
                most)
            .atMost(limit);
    Thread.ofVirtual()
        .start(() -> {
          // Who asks waits only when all that may be asked at a time has been.
          while (asking.getState() != Thread.State.WAITING || begun.get() < atATime) {
            Thread.onSpinWait();
          }
          begunBeforeTheFirstAnswer.add(begun.get());
          gate.countDown();
        });

    List<Integer> answers = new ArrayList<>();
    boolean all =
        sideBySide.each(
            List.of(1, 2, 3, 4, 5, 6, 7),
            (number, stop) -> {
              await(gate);
              return number;
            },
            answers::add,
            new Cancellation());

    assertThat(all).isTrue();
    assertThat(answers).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(begunBeforeTheFirstAnswer).containsExactly(atATime);
  }

  @Test
  void oneAtATimeIsAskedOnTheThreadThatAsks() throws ArchiveException {
    List<Thread> threads = new ArrayList<>();
    SideBySide one =
        new SideBySide(
                task -> {
                  throw new AssertionError("no thread is needed");
                },
                4)
            .atMost(1);
    one.each(
        List.of(1, 2), (number, stop) -> Thread.currentThread(), threads::add, new Cancellation());
    assertThat(threads).containsOnly(Thread.currentThread());
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
