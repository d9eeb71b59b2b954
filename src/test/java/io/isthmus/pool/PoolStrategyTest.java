package io.isthmus.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.pool.PoolDecision.CloseIdleAndOpen;
import io.isthmus.pool.PoolDecision.Open;
import io.isthmus.pool.PoolDecision.Reuse;
import io.isthmus.pool.PoolDecision.Wait;
import io.isthmus.pool.PoolSnapshot.Idle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Requirement("DIM-02")
class PoolStrategyTest {

  /** limit, busy, idle from the longest idle one on (+ covers, - does not), decision. */
  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of(1, 0, "", new Open()),
        Arguments.of(1, 1, "", new Wait()),
        Arguments.of(1, 0, "+", new Reuse(0)),
        Arguments.of(1, 0, "-", new CloseIdleAndOpen(0)),
        Arguments.of(2, 0, "", new Open()),
        Arguments.of(2, 1, "", new Open()),
        Arguments.of(2, 2, "", new Wait()),
        Arguments.of(2, 0, "+", new Reuse(0)),
        Arguments.of(2, 0, "-", new Open()),
        Arguments.of(2, 1, "+", new Reuse(0)),
        Arguments.of(2, 1, "-", new CloseIdleAndOpen(0)),
        Arguments.of(2, 0, "++", new Reuse(1)),
        Arguments.of(2, 0, "+-", new Reuse(0)),
        Arguments.of(2, 0, "-+", new Reuse(1)),
        Arguments.of(2, 0, "--", new CloseIdleAndOpen(0)),
        Arguments.of(8, 7, "-", new CloseIdleAndOpen(0)),
        Arguments.of(8, 5, "-+-", new Reuse(1)),
        Arguments.of(8, 4, "---", new Open()),
        // The peer said that it has room for fewer than are open.
        Arguments.of(1, 2, "", new Wait()),
        Arguments.of(1, 1, "--", new CloseIdleAndOpen(0)),
        Arguments.of(1, 1, "-+", new Reuse(1)));
  }

  @ParameterizedTest
  @MethodSource("table")
  void decidesByTheTable(int limit, int busy, String idle, PoolDecision expected) {
    assertThat(PoolStrategy.decide(snapshot(limit, busy, idle))).isEqualTo(expected);
  }

  @Test
  void keepsItsPromisesInEverySituationUpToFourAssociations() {
    for (int limit = 1; limit <= 4; limit++) {
      for (String idle : idles(limit)) {
        for (int busy = 0; busy + idle.length() <= limit; busy++) {
          promises(limit, busy, idle);
        }
      }
    }
  }

  private static void promises(int limit, int busy, String idle) {
    String situation = "limit " + limit + ", busy " + busy + ", idle " + idle;
    int total = busy + idle.length();
    switch (PoolStrategy.decide(snapshot(limit, busy, idle))) {
      case Reuse(int id) ->
          assertThat(id).as(situation).isEqualTo(idle.lastIndexOf('+')).isNotNegative();
      case Open() -> {
        assertThat(idle).as(situation).doesNotContain("+");
        assertThat(total).as(situation).isLessThan(limit);
      }
      case CloseIdleAndOpen(int id) -> {
        assertThat(idle).as(situation).doesNotContain("+").isNotEmpty();
        assertThat(total).as(situation).isEqualTo(limit);
        assertThat(id).as(situation).isZero();
      }
      case Wait() -> {
        assertThat(idle).as(situation).isEmpty();
        assertThat(busy).as(situation).isEqualTo(limit);
      }
    }
  }

  private static List<String> idles(int most) {
    List<String> all = new ArrayList<>(List.of(""));
    for (int from = 0; from < all.size(); from++) {
      String idle = all.get(from);
      if (idle.length() < most) {
        all.add(idle + "+");
        all.add(idle + "-");
      }
    }
    return all;
  }

  private static PoolSnapshot snapshot(int limit, int busy, String idle) {
    List<Idle> list = new ArrayList<>();
    for (int id = 0; id < idle.length(); id++) {
      list.add(new Idle(id, idle.charAt(id) == '+'));
    }
    return new PoolSnapshot(limit, busy, list);
  }
}
