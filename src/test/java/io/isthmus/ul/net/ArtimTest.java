package io.isthmus.ul.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ArtimTest {
  @Test
  void theDeadlineStandsUntilItIsStartedAgainOrStopped() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
    Artim artim = new Artim(now::get);
    artim.start(Duration.ofNanos(10));
    assertThat(artim.remaining()).isEqualTo(Duration.ofNanos(10));
    now.addAndGet(9);
    assertThat(artim.remaining()).isEqualTo(Duration.ofNanos(1));
    now.addAndGet(1);
    assertThat(artim.remaining()).isZero();
    artim.start(Duration.ofNanos(3));
    assertThat(artim.remaining()).isEqualTo(Duration.ofNanos(3));
    artim.stop();
    assertThat(artim.remaining()).isGreaterThan(Duration.ofHours(1));
  }
}
