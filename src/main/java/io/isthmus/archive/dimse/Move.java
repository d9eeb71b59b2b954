package io.isthmus.archive.dimse;

import io.isthmus.archive.Arrival;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.ArrivingInstance;
import io.isthmus.archive.RetrieveScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One C-MOVE, as its instances see it. Thread safe. */
final class Move {
  private final MoveSource source;
  private final RetrieveScope scope;
  private final int messageId;
  private final Arrivals arrivals;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All guarded by the lock.
  private final Set<String> named = new HashSet<>();
  private final Set<String> unnamed = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private boolean open;
  private boolean begun;
  private int running;
  private long leftAt = System.nanoTime();
  private int copies;

  Move(MoveSource source, RetrieveScope scope, int messageId, Arrivals arrivals) {
    this.source = source;
    this.scope = scope;
    this.messageId = messageId;
    this.arrivals = arrivals;
  }

  MoveSource source() {
    return source;
  }

  RetrieveScope scope() {
    return scope;
  }

  /** Different for all moves that are open at once. */
  int messageId() {
    return messageId;
  }

  /** The request is about to be sent: from now on instances may come. */
  void arm() {
    set(true);
  }

  /** What comes from now on is refused. */
  void close() {
    set(false);
  }

  private void set(boolean nowOpen) {
    lock.lock();
    try {
      open = nowOpen;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Announces an instance, to be followed by {@link #leave}; false when none is taken. */
  boolean enter() {
    lock.lock();
    try {
      if (open) {
        begun = true;
        running++;
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      running--;
      leftAt = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether any instance has come, if only in part: the PACS has begun then. */
  boolean hasBegun() {
    lock.lock();
    try {
      return begun;
    } finally {
      lock.unlock();
    }
  }

  /** How long no instance has been under way. */
  Duration quiet() {
    lock.lock();
    try {
      return running > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - leftAt);
    } finally {
      lock.unlock();
    }
  }

  boolean has(String sopInstanceUid) {
    lock.lock();
    try {
      return named.contains(sopInstanceUid) || unnamed.contains(sopInstanceUid);
    } finally {
      lock.unlock();
    }
  }

  /** Remembers an instance that came for this move although it was not asked for. */
  void refuse(String sopInstanceUid) {
    lock.lock();
    try {
      refused.add(sopInstanceUid);
    } finally {
      lock.unlock();
    }
  }

  Set<String> refused() {
    lock.lock();
    try {
      return Set.copyOf(refused);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes instances.
   *
   * @param byName whether they name this move as the one that they belong to
   */
  Arrivals arrivals(boolean byName) {
    return instance -> begin(instance, byName);
  }

  private Arrival begin(ArrivingInstance instance, boolean byName) throws IOException {
    Arrival arrival = arrivals.begin(instance);
    return new Arrival() {
      @Override
      public void append(ByteBuffer fragment) throws IOException {
        arrival.append(fragment);
      }

      @Override
      public void complete() throws IOException {
        arrival.complete();
        count(instance.sopInstanceUid(), byName);
      }

      @Override
      public void fail(String reason) {
        arrival.fail(reason);
      }
    };
  }

  /**
   * An instance without a name may have been sent for another move of the same study, so that a
   * second copy of it is no second one of this move.
   */
  private void count(String sopInstanceUid, boolean byName) {
    lock.lock();
    try {
      Set<String> known = byName ? named : unnamed;
      if (!known.add(sopInstanceUid) && byName) {
        copies++;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private int arrived() {
    return copies
        + named.size()
        + (int) unnamed.stream().filter(uid -> !named.contains(uid)).count();
  }

  /**
   * Waits until so many instances have come, for the final response may overtake them (DIM-36). One
   * that is under way is waited for as long as its association lets it be.
   *
   * @param grace longest wait for the next one to begin
   * @return how many came
   */
  int awaitArrivals(int expected, Duration grace) throws InterruptedException {
    lock.lock();
    try {
      int before = -1;
      long left = grace.toNanos();
      while (open && (running > 0 || arrived() < expected)) {
        if (running > 0 || before != arrived()) {
          before = arrived();
          left = grace.toNanos();
        } else if (left <= 0) {
          break;
        }
        if (running > 0) {
          changed.await();
        } else {
          left = changed.awaitNanos(left);
        }
      }
      return arrived();
    } finally {
      lock.unlock();
    }
  }
}
