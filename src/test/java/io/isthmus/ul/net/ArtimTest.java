package io.isthmus.ul.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When ARTIM closes the connection, and what is too late to be called off. */
@Timeout(60)
class ArtimTest {
  private static final Duration NEVER = Duration.ofHours(1);

  private final Watchdog watchdog = new Watchdog();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Artim artim = new Artim(watchdog, closed::countDown);

  @Test
  void theConnectionIsClosedWhenTheTimeIsOver() throws InterruptedException {
    assertThat(artim.hasExpired()).isFalse();

    artim.start(Duration.ofMillis(1));

    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(artim.hasExpired()).isTrue();
  }

  @Test
  void aNewStartTakesThePlaceOfTheOneBefore() throws InterruptedException {
    artim.start(NEVER);
    artim.start(Duration.ofMillis(1));

    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatHasBegunCannotBeCalledOff() throws InterruptedException {
    assertThat(watchdog.after(NEVER, closed::countDown).callOff()).isTrue();

    Watchdog.Watch begun = watchdog.after(Duration.ofMillis(1), closed::countDown);

    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(begun.callOff()).isFalse();
  }
}
