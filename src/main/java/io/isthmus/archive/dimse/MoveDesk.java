package io.isthmus.archive.dimse;

import io.isthmus.archive.Arrivals;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.Sightings;
import io.isthmus.archive.Trait;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dimse.DataStream;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.StoreHandler;
import io.isthmus.dimse.StoreRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes the instances that PACS send for our C-MOVE requests and hands each to the move that it
 * belongs to: by the Move Originator where the PACS names it, else to every move that asks for it
 * by its UIDs (DIM-30). Only the PACS that was asked may send, and only what was asked for: the
 * identifiers are read from the head of the data set before anything is taken (DIM-34). Thread
 * safe.
 */
public final class MoveDesk implements StoreHandler {
  private static final DimseStatus NOT_ASKED_FOR =
      DimseStatus.NOT_AUTHORIZED.withComment("this instance was not asked for");
  private static final int MAX_MESSAGE_ID = 0xFFFF;

  private final String aeTitle;
  private final Sightings sightings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closed = lock.newCondition();
  // Both guarded by the lock.
  private final List<Move> moves = new ArrayList<>();
  private int lastMessageId;

  /**
   * Makes a desk without a move.
   *
   * @param aeTitle our AE title, the destination of all moves
   */
  public MoveDesk(String aeTitle) {
    this(aeTitle, Sightings.NONE);
  }

  /**
   * Makes a desk that tells whether a PACS names the Move Originator.
   *
   * @param aeTitle our AE title, the destination of all moves
   */
  public MoveDesk(String aeTitle, Sightings sightings) {
    this.aeTitle = aeTitle;
    this.sightings = sightings;
  }

  /** The destination of all moves. */
  String aeTitle() {
    return aeTitle;
  }

  /**
   * Enters a move, for which nothing is taken before it is armed. Two PACS of one AE title take
   * turns at a study, because what they send without a name could not be told apart.
   *
   * @param wait longest wait for the turn
   * @return empty when the turn did not come in time
   */
  Optional<Move> open(MoveSource source, RetrieveScope scope, Arrivals arrivals, Duration wait)
      throws InterruptedException {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (moves.stream().anyMatch(other -> couldBeMixedUp(other, source, scope))) {
        if (left <= 0) {
          return Optional.empty();
        }
        left = closed.awaitNanos(left);
      }
      Move move = new Move(source, scope, nextMessageId(), arrivals);
      moves.add(move);
      return Optional.of(move);
    } finally {
      lock.unlock();
    }
  }

  private static boolean couldBeMixedUp(Move other, MoveSource source, RetrieveScope scope) {
    return !other.source().pacs().equals(source.pacs())
        && other.source().aeTitle().equals(source.aeTitle())
        && other.scope().studyInstanceUid().equals(scope.studyInstanceUid());
  }

  /** One that no open move has; the longest unused, since late instances still carry the others. */
  private int nextMessageId() {
    do {
      lastMessageId = lastMessageId == MAX_MESSAGE_ID ? 1 : lastMessageId + 1;
    } while (moves.stream().anyMatch(move -> move.messageId() == lastMessageId));
    return lastMessageId;
  }

  /** Ends a move; what comes for it later is refused. */
  void close(Move move) {
    move.close();
    lock.lock();
    try {
      moves.remove(move);
      closed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public DimseStatus store(StoreRequest request, DataStream data) throws IOException {
    List<Move> ofSender = snapshot().stream().filter(m -> m.source().sends(request)).toList();
    if (ofSender.isEmpty()) {
      return NOT_ASKED_FOR;
    }
    ArrivingHead head;
    try {
      head = ArrivingHead.read(request.transferSyntax(), data);
    } catch (MalformedDicomException malformed) {
      return DimseStatus.CANNOT_UNDERSTAND;
    }
    List<Move> asking = ofSender.stream().filter(move -> covers(move, head)).toList();
    List<Move> named = asking.stream().filter(move -> isOriginator(move, request)).toList();
    look(asking, request);
    List<Move> entered = (named.isEmpty() ? asking : named).stream().filter(Move::enter).toList();
    try {
      return entered.isEmpty()
          ? refuse(ofSender, request, head)
          : take(entered, !named.isEmpty(), request, head);
    } finally {
      entered.forEach(Move::leave);
    }
  }

  /** Only what is asked for, and of one PACS alone, shows what that PACS does. */
  private void look(List<Move> asking, StoreRequest request) {
    List<String> senders = asking.stream().map(move -> move.source().pacs()).distinct().toList();
    if (senders.size() == 1) {
      sightings.seen(senders.getFirst(), Trait.MOVE_ORIGINATOR, namesUs(request));
    }
  }

  /** An instance of a move that has ended names us as well as one of a move that is open. */
  private boolean namesUs(StoreRequest request) {
    Integer messageId = request.moveOriginatorMessageId();
    return aeTitle.equals(request.moveOriginatorAeTitle()) && messageId != null && messageId != 0;
  }

  /** Who has an instance already needs no second copy that may be another move's. */
  private static DimseStatus take(
      List<Move> moves, boolean byName, StoreRequest request, ArrivingHead head)
      throws IOException {
    List<Arrivals> receivers =
        moves.stream()
            .filter(move -> byName || !move.has(head.sopInstanceUid()))
            .map(move -> move.arrivals(byName))
            .toList();
    return receivers.isEmpty()
        ? DimseStatus.SUCCESS
        : new StoreArrivals(new SharedArrivals(receivers)).store(request, head.data());
  }

  private DimseStatus refuse(List<Move> ofSender, StoreRequest request, ArrivingHead head) {
    List<Move> named = ofSender.stream().filter(move -> isOriginator(move, request)).toList();
    (named.isEmpty() ? ofSender : named)
        .stream()
            .filter(move -> move.scope().studyInstanceUid().equals(head.studyInstanceUid()))
            .filter(move -> !covers(move, head))
            .forEach(move -> move.refuse(head.sopInstanceUid()));
    return NOT_ASKED_FOR;
  }

  private static boolean covers(Move move, ArrivingHead head) {
    return move.scope()
        .covers(head.studyInstanceUid(), head.seriesInstanceUid(), head.sopInstanceUid());
  }

  /** Some PACS name another, or zero; that is as good as none (quirk 58). */
  private boolean isOriginator(Move move, StoreRequest request) {
    Integer messageId = request.moveOriginatorMessageId();
    return aeTitle.equals(request.moveOriginatorAeTitle())
        && messageId != null
        && messageId == move.messageId();
  }

  private List<Move> snapshot() {
    lock.lock();
    try {
      return List.copyOf(moves);
    } finally {
      lock.unlock();
    }
  }
}
