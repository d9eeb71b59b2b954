package io.isthmus.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.pool.FakePeer.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * One random sequence of what can happen to the books of a pool, in one thread: requests, openings
 * that go well or not, leases that end in every way, peers that hang up, and time that passes.
 * Checks the laws after every step.
 */
final class PoolSimulation {
  private static final List<ContextsNeeded> NEEDS =
      List.of(
          ContextsNeeded.service(SopClass.StudyRootFind),
          ContextsNeeded.service(SopClass.ModalityWorklistFind),
          ContextsNeeded.service(SopClass.StorageCommitmentPushModel));
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration SATURATED = Duration.ofSeconds(10);

  private final int limit;
  private final String name;
  private final RandomGenerator random;
  private final boolean smallPeer;
  private final FakeTime time = new FakeTime();
  private final FakePeer peer = new FakePeer();
  private final Recipes recipes = new Recipes(InformationModel.STUDY_ROOT, Map.of());
  private final ReentrantLock lock = new ReentrantLock();
  private final PoolLedger<Connection> ledger;
  private final List<Waiter<Connection>> line = new ArrayList<>();
  private final List<Opening> opening = new ArrayList<>();
  private final List<Slot<Connection>> leased = new ArrayList<>();
  private final List<Slot<Connection>> closing = new ArrayList<>();
  private boolean saturated;
  private int served;
  private int expired;

  private record Opening(Grant.ToOpen<Connection> grant, Waiter<Connection> waiter) {}

  PoolSimulation(int limit, long seed) {
    this.limit = limit;
    this.name = "limit " + limit + ", seed " + seed;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.smallPeer = seed % 2 == 0;
    CircuitBreaker breaker = new CircuitBreaker(BreakerOptions.DEFAULT, time);
    PoolOptions options = new PoolOptions(limit, IDLE, Duration.ofSeconds(1), SATURATED);
    this.ledger = new PoolLedger<>(options, breaker, time);
    lock.lock();
  }

  int served() {
    return served;
  }

  int expired() {
    return expired;
  }

  void step() {
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> request();
      case 4, 5 -> any(opening).ifPresent(this::finishOpening);
      case 6, 7, 8 -> any(leased).ifPresent(this::finishLease);
      case 9 -> any(closing).ifPresent(this::finishClosing);
      case 10 -> expireOne();
      default -> passTime();
    }
    checkLaws();
  }

  /** Lets all that is under way end; then nobody may be waiting. */
  void drain() {
    while (!opening.isEmpty() || !leased.isEmpty() || !closing.isEmpty()) {
      any(opening).ifPresent(this::finishOpening);
      any(leased).ifPresent(this::finishLease);
      any(closing).ifPresent(this::finishClosing);
      checkLaws();
    }
    assertThat(line).as(name + ": all were served or refused").isEmpty();
    ledger.close();
    sweep();
    closing.forEach(slot -> slot.connection.release());
    assertThat(peer.standing()).as(name + ": nothing is left open").isZero();
    assertThat(peer.peak()).as(name).isLessThanOrEqualTo(limit);
  }

  private void request() {
    ContextsNeeded need = NEEDS.get(random.nextInt(NEEDS.size()));
    Waiter<Connection> waiter = waiter(need);
    line.add(waiter);
    ledger.enqueue(waiter);
  }

  private Waiter<Connection> waiter(ContextsNeeded need) {
    return new Waiter<>(need, recipes.of(need), new Thread(), lock.newCondition());
  }

  private void finishOpening(Opening ended) {
    Slot<Connection> slot = ended.grant().slot();
    opening.remove(ended);
    ended.grant().before().run();
    try {
      switch (random.nextInt(6)) {
        case 0 -> peer.answer(FakePeer.refuses());
        case 1 -> peer.answer(smallPeer ? FakePeer.hasNoRoom() : FakePeer.refuses());
        default -> peer.answer(() -> {});
      }
      Connection connection = peer.open(ended.waiter().recipe);
      ended.grant().attempt().succeeded();
      ledger.opened(slot, connection);
      leased.add(slot);
    } catch (PeerSaturatedException e) {
      saturated(ended);
    } catch (IOException e) {
      ended.grant().attempt().failed(e);
      ledger.vacate(slot);
    }
  }

  private void saturated(Opening ended) {
    Waiter<Connection> again = waiter(ended.waiter().need);
    line.addFirst(again);
    if (ledger.saturated(ended.grant().slot(), again)) {
      ended.grant().attempt().succeeded();
      saturated = true;
    } else {
      line.removeFirst();
    }
  }

  private void finishLease(Slot<Connection> slot) {
    leased.remove(slot);
    Connection connection = slot.connection;
    if (random.nextInt(8) == 0) {
      connection.ends();
    }
    if (random.nextInt(4) == 0) {
      ledger.discard(slot);
      closing.add(slot);
    } else if (!ledger.giveBack(slot)) {
      closing.add(slot);
    } else if (slot.phase == Slot.Phase.IDLE && random.nextInt(8) == 0) {
      connection.ends();
    }
  }

  private void finishClosing(Slot<Connection> slot) {
    closing.remove(slot);
    slot.connection.abort();
    ledger.vacate(slot);
  }

  private void expireOne() {
    any(line)
        .ifPresent(waiter -> {
          assertThat(ledger.withdraw(waiter, new LeaseCancelledException("expired"))).isTrue();
          line.remove(waiter);
          expired++;
        });
  }

  private void passTime() {
    time.advance(Duration.ofMillis(random.nextInt(4_000)));
    sweep();
  }

  private void sweep() {
    for (var slot = ledger.takeExpired(); slot.isPresent(); slot = ledger.takeExpired()) {
      closing.add(slot.get());
    }
  }

  private void checkLaws() {
    collectSettled();
    PoolStatistics now = ledger.statistics();
    assertThat(now.total()).as(name).isLessThanOrEqualTo(limit);
    assertThat(peer.standing()).as(name).isLessThanOrEqualTo(limit);
    assertThat(now.inUse()).as(name).isEqualTo(leased.size());
    assertThat(now.opening()).as(name).isEqualTo(opening.size());
    assertThat(now.closing()).as(name).isEqualTo(closing.size());
    assertThat(now.waiting()).as(name).isEqualTo(line.size());
    if (!line.isEmpty()) {
      assertThat(now.idle()).as(name + ": nobody waits beside an idle one").isZero();
      assertThat(now.total()).as(name + ": somebody will come back").isPositive();
      // With a peer that said it has no room, fewer than the limit may be open for some time, and
      // after that until
      // somebody comes back.
      if (!saturated) {
        assertThat(now.total()).as(name + ": nobody waits below the limit").isEqualTo(limit);
      }
    }
  }

  /** Takes the settled ones off the line; they have to be its first. */
  private void collectSettled() {
    int settled = 0;
    for (Waiter<Connection> waiter : line) {
      settled += waiter.grant() == null ? 0 : 1;
    }
    for (Waiter<Connection> waiter : List.copyOf(line.subList(0, settled))) {
      assertThat(waiter.grant()).as(name + ": in order").isNotNull();
      line.removeFirst();
      collect(waiter);
    }
  }

  private void collect(Waiter<Connection> waiter) {
    switch (waiter.grant()) {
      case Grant.Existing<Connection> existing -> {
        assertThat(existing.connection().isOpen()).as(name).isTrue();
        assertThat(existing.connection().covers(waiter.need, waiter.recipe)).as(name).isTrue();
        leased.add(existing.slot());
        served++;
      }
      case Grant.ToOpen<Connection> grant -> {
        opening.add(new Opening(grant, waiter));
        served++;
      }
      case Grant.Refused<Connection> refused ->
          assertThat(refused.reason()).as(name).isInstanceOf(BreakerOpenException.class);
      case null -> throw new AssertionError(name);
    }
  }

  private <T> Optional<T> any(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(random.nextInt(list.size())));
  }
}
