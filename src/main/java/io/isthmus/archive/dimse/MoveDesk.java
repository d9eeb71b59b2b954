package io.isthmus.archive.dimse;

import io.isthmus.archive.Arrivals;
import io.isthmus.dimse.DataStream;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.StoreHandler;
import io.isthmus.dimse.StoreRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Takes the instances that PACS send for our C-MOVE requests and hands each to the move that asked
 * for it; what nobody asked for is refused (DIM-34). At most one move runs at each PACS, so that
 * the calling AE title alone tells to which move an instance belongs, whether or not the PACS names
 * the originator (DIM-30).
 */
public final class MoveDesk implements StoreHandler {
  private final String aeTitle;
  private final Map<String, Move> byPacs = new HashMap<>();
  private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();

  /**
   * Makes a desk without a move.
   *
   * @param aeTitle our AE title, the destination of all moves
   */
  public MoveDesk(String aeTitle) {
    this.aeTitle = aeTitle;
  }

  /** The destination of all moves. */
  String aeTitle() {
    return aeTitle;
  }

  /**
   * The turn that a move needs at a PACS; two PACS of one AE title share it, for their instances
   * cannot be told apart.
   */
  Semaphore turn(String pacsAeTitle) {
    return turns.computeIfAbsent(pacsAeTitle, first -> new Semaphore(1, true));
  }

  /** Opens the desk for the instances of one move. */
  synchronized Move open(String pacsAeTitle, Arrivals arrivals) {
    Move move = new Move(new StoreArrivals(arrivals));
    if (byPacs.putIfAbsent(pacsAeTitle, move) != null) {
      throw new IllegalStateException("a move from this PACS is under way");
    }
    return move;
  }

  /** Closes it; what comes later is refused. */
  synchronized void close(String pacsAeTitle, Move move) {
    byPacs.remove(pacsAeTitle, move);
  }

  @Override
  public DimseStatus store(StoreRequest request, DataStream data) throws IOException {
    Move move;
    synchronized (this) {
      move = byPacs.get(request.callingAeTitle());
    }
    if (move == null || !move.begin()) {
      return DimseStatus.NOT_AUTHORIZED.withComment("this instance was not asked for");
    }
    try {
      return move.arrivals.store(request, data);
    } finally {
      move.ended();
    }
  }

  /** One move, as its instances see it. */
  static final class Move {
    private final StoreArrivals arrivals;
    private boolean open = true;
    private int running;
    private int arrived;

    Move(StoreArrivals arrivals) {
      this.arrivals = arrivals;
    }

    private synchronized boolean begin() {
      if (open) {
        running++;
      }
      return open;
    }

    private synchronized void ended() {
      running--;
      arrived++;
      notifyAll();
    }

    /**
     * Waits until so many instances have come, for the final response may overtake them (DIM-36);
     * then takes no more.
     *
     * @param grace longest wait without one coming to its end
     * @return how many came
     */
    synchronized int awaitArrivals(int expected, Duration grace) throws InterruptedException {
      int before = -1;
      while (running > 0 || (arrived < expected && before != arrived)) {
        before = arrived;
        long end = System.nanoTime() + grace.toNanos();
        for (long left = grace.toMillis();
            left > 0 && before == arrived && (running > 0 || arrived < expected); ) {
          wait(left);
          left = (end - System.nanoTime()) / 1_000_000;
        }
        if (before == arrived && running > 0) {
          break;
        }
      }
      open = false;
      return arrived;
    }
  }
}
