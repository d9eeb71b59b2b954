package io.isthmus.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.pool.BreakerStatus.Phase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Requirement("COM-09")
class CircuitBreakerTest {
  private static final BreakerOptions OPTIONS =
      new BreakerOptions(2, Duration.ofNanos(100), Duration.ofNanos(20));
  private static final BreakerState CLOSED = new ClosedState(OPTIONS);
  private static final BreakerState ONE_FAILURE = new ClosedState(OPTIONS, List.of(500L));
  private static final BreakerState OPEN = new OpenState(OPTIONS, 550, "first");
  private static final BreakerState PROBING = new HalfOpenState(OPTIONS, 7, "first");

  private final FakeTime time = new FakeTime();
  private final CircuitBreaker breaker = new CircuitBreaker(BreakerOptions.DEFAULT, time);

  /** State, event (what, attempt, nanoseconds), state after. */
  static Stream<Arguments> transitions() {
    return Stream.of(
        Arguments.of(CLOSED, "attempt 7 550", CLOSED),
        Arguments.of(CLOSED, "success 7 550", CLOSED),
        Arguments.of(CLOSED, "failure 7 500", ONE_FAILURE),
        Arguments.of(ONE_FAILURE, "success 7 550", ONE_FAILURE),
        Arguments.of(ONE_FAILURE, "failure 7 550", new OpenState(OPTIONS, 550, "again")),
        Arguments.of(ONE_FAILURE, "failure 7 599", new OpenState(OPTIONS, 599, "again")),
        Arguments.of(ONE_FAILURE, "failure 7 600", new ClosedState(OPTIONS, List.of(600L))),
        Arguments.of(OPEN, "attempt 7 550", OPEN),
        Arguments.of(OPEN, "attempt 7 569", OPEN),
        Arguments.of(OPEN, "attempt 7 570", PROBING),
        Arguments.of(OPEN, "success 6 560", OPEN),
        Arguments.of(OPEN, "failure 6 560", OPEN),
        Arguments.of(PROBING, "attempt 8 580", PROBING),
        Arguments.of(PROBING, "success 6 580", PROBING),
        Arguments.of(PROBING, "failure 6 580", PROBING),
        Arguments.of(PROBING, "success 7 580", CLOSED),
        Arguments.of(PROBING, "failure 7 580", new OpenState(OPTIONS, 580, "again")));
  }

  @ParameterizedTest
  @MethodSource("transitions")
  void followsTheTable(BreakerState before, String event, BreakerState after) {
    String[] words = event.split(" ", -1);
    long attempt = Long.parseLong(words[1]);
    long nanos = Long.parseLong(words[2]);
    BreakerState reached =
        switch (words[0]) {
          case "attempt" -> before.attempt(attempt, nanos);
          case "success" -> before.succeeded(attempt);
          default -> before.failed(attempt, nanos, "again");
        };
    assertThat(reached).isEqualTo(after);
  }

  @Test
  void permitsAllWhileClosedNoneWhileOpenAndTheProbeAloneBetween() {
    assertThat(CLOSED.permits(7)).isTrue();
    assertThat(OPEN.permits(7)).isFalse();
    assertThat(PROBING.permits(7)).isTrue();
    assertThat(PROBING.permits(8)).isFalse();
  }

  @Test
  void theFifthFailureInTenSecondsOpensIt() {
    fail(4);
    assertThat(breaker.status().phase()).isEqualTo(Phase.CLOSED);
    time.advance(Duration.ofMillis(9_999));
    fail(1);
    assertThat(breaker.status().phase()).isEqualTo(Phase.OPEN);
  }

  @Test
  void fiveFailuresInMoreThanTenSecondsDoNot() {
    fail(4);
    time.advance(Duration.ofSeconds(10));
    fail(1);
    assertThat(breaker.status().phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void saysSinceWhenAndWhyUntilTheProbeSucceeds() {
    time.advance(Duration.ofSeconds(1));
    Instant opened = time.now();
    fail(5);
    assertThat(breaker.status())
        .isEqualTo(new BreakerStatus(Phase.OPEN, opened, Optional.of("connection refused")));

    time.advance(Duration.ofSeconds(2));
    CircuitBreaker.Attempt probe = breaker.attempt().orElseThrow();
    assertThat(breaker.status().phase()).isEqualTo(Phase.HALF_OPEN);
    probe.failed(new IOException());
    assertThat(breaker.status().phase()).isEqualTo(Phase.OPEN);
    assertThat(breaker.status().since()).isEqualTo(opened);
    assertThat(breaker.status().why()).contains("IOException");

    time.advance(Duration.ofSeconds(2));
    breaker.attempt().orElseThrow().succeeded();
    assertThat(breaker.status().phase()).isEqualTo(Phase.CLOSED);
    assertThat(breaker.status().since()).isEqualTo(time.now());
    assertThat(breaker.status().why()).isEmpty();
  }

  @Test
  void anOpeningFromBeforeThatFailsLateDoesNotSpeakForTheProbe() {
    List<CircuitBreaker.Attempt> slow = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      slow.add(breaker.attempt().orElseThrow());
    }
    slow.subList(0, 5).forEach(attempt -> attempt.failed(new IOException("timed out")));
    time.advance(Duration.ofSeconds(2));
    CircuitBreaker.Attempt probe = breaker.attempt().orElseThrow();
    slow.get(5).failed(new IOException("timed out"));
    assertThat(breaker.status().phase()).isEqualTo(Phase.HALF_OPEN);
    probe.succeeded();
    assertThat(breaker.status().phase()).isEqualTo(Phase.CLOSED);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.attempt().orElseThrow().failed(new IOException("connection refused"));
    }
  }
}
