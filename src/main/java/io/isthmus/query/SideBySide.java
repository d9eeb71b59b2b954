package io.isthmus.query;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Asks questions side by side, at most some at a time, and takes the answers in the order of the
 * questions. Who asks holds no association meanwhile; each question takes its own.
 */
final class SideBySide {
  private final Executor executor;
  private final int most;

  /**
   * Asks on threads of an executor.
   *
   * @param most questions that are asked at a time, 1 or more
   */
  SideBySide(Executor executor, int most) {
    this.executor = executor;
    this.most = most;
  }

  /** The same with no more questions at a time than {@code limit}, 1 or more. */
  SideBySide atMost(int limit) {
    return new SideBySide(executor, Math.max(1, Math.min(most, limit)));
  }

  /** A question, which blocks until it is answered. */
  @FunctionalInterface
  interface Question<Q, A> {
    A answer(Q about, Cancellation cancellation) throws ArchiveException;
  }

  /** Takes an answer. */
  @FunctionalInterface
  interface Taker<A> {
    /** Takes the next answer; {@code false} ends the asking. */
    boolean take(A answer) throws ArchiveException;
  }

  /**
   * Asks about each; returns whether all answers were taken.
   *
   * @throws ArchiveException the first one in the order of the questions; those under way are
   *     cancelled
   */
  <Q, A> boolean each(
      List<Q> subjects, Question<Q, A> question, Taker<A> taker, Cancellation cancellation)
      throws ArchiveException {
    if (most == 1 || subjects.size() < 2) {
      for (Q subject : subjects) {
        if (!taker.take(question.answer(subject, cancellation))) {
          return false;
        }
      }
      return true;
    }
    Cancellation enough = new Cancellation();
    cancellation.onCancel(enough::cancel);
    try {
      return window(subjects.iterator(), question, taker, enough);
    } finally {
      enough.cancel();
    }
  }

  private <Q, A> boolean window(
      Iterator<Q> subjects, Question<Q, A> question, Taker<A> taker, Cancellation cancellation)
      throws ArchiveException {
    Queue<FutureTask<A>> underWay = new ArrayDeque<>();
    while (true) {
      while (underWay.size() < most && subjects.hasNext()) {
        Q subject = subjects.next();
        FutureTask<A> task = new FutureTask<>(() -> question.answer(subject, cancellation));
        underWay.add(task);
        executor.execute(task);
      }
      FutureTask<A> next = underWay.poll();
      if (next == null) {
        return true;
      }
      if (!taker.take(answer(next))) {
        return false;
      }
    }
  }

  private static <A> A answer(FutureTask<A> task) throws ArchiveException {
    try {
      return task.get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case ArchiveException archive -> throw archive;
        case RuntimeException runtime -> throw runtime;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(failed);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the gateway is ending", ending);
    }
  }
}
