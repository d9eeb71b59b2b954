package io.isthmus.archive.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.dimse.DimseOptions.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of C-GET and C-MOVE at a PACS. */
class MethodChoiceTest {
  private final Hand clock = new Hand();

  @Test
  @Requirement("DIM-10")
  void whatOnlyMoveBringsIsMovedForAWhile() {
    MethodChoice choice = new MethodChoice(Method.AUTO, clock);
    assertThat(choice.moves(List.of("1.2"))).isFalse();

    choice.onlyMoveBrings(List.of("1.2"));

    assertThat(choice.moves(List.of("1.1", "1.2"))).isTrue();
    assertThat(choice.moves(List.of("1.1"))).isFalse();
    assertThat(choice.movesAll()).isFalse();
    clock.pass(MethodChoice.MEMORY);
    assertThat(choice.moves(List.of("1.2"))).isFalse();
  }

  @Test
  @Requirement("DIM-10")
  void aPacsWhereOnlyMoveWorksIsMovedFromUntilMoveFails() {
    MethodChoice choice = new MethodChoice(Method.AUTO, clock);

    choice.onlyMoveWorks();
    choice.onlyMoveBrings(List.of("1.2"));
    assertThat(choice.movesAll()).isTrue();
    choice.moveFailed();
    assertThat(choice.movesAll()).isFalse();
    assertThat(choice.moves(List.of("1.2"))).isFalse();

    choice.onlyMoveWorks();
    clock.pass(MethodChoice.MEMORY.minusSeconds(1));
    assertThat(choice.movesAll()).isTrue();
    clock.pass(Duration.ofSeconds(1));
    assertThat(choice.movesAll()).isFalse();
  }

  @Test
  @Requirement("DIM-10")
  void aConfiguredMethodIsKept() {
    MethodChoice get = new MethodChoice(Method.GET, clock);
    get.onlyMoveWorks();
    get.onlyMoveBrings(List.of("1.2"));

    assertThat(get.movesAll()).isFalse();
    assertThat(get.moves(List.of("1.2"))).isFalse();
    assertThat(get.other(Method.GET)).isEmpty();
    assertThat(new MethodChoice(Method.MOVE, clock).movesAll()).isTrue();
    assertThat(new MethodChoice(Method.MOVE, clock).other(Method.MOVE)).isEmpty();
    assertThat(new MethodChoice(Method.AUTO, clock).other(Method.GET)).contains(Method.MOVE);
  }

  /** A clock that is set by hand. */
  private static final class Hand extends Clock {
    private Instant now = Instant.parse("2026-11-21T00:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
