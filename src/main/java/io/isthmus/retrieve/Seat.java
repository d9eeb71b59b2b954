package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.SpoolReader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The place of one reader in one flight, which may bring more than the reader wants. Guarded by the
 * flight's lock.
 */
final class Seat {
  private final RetrieveScope wanted;
  private final Set<String> given;
  private int position;
  private int passed;
  private @Nullable ArchiveFailure closed;
  private @Nullable SpoolReader reader;

  /**
   * Makes a seat at the beginning.
   *
   * @param given UIDs of what the reader has, kept up to date here
   */
  Seat(RetrieveScope wanted, Set<String> given) {
    this.wanted = wanted;
    this.given = given;
  }

  RetrieveScope wanted() {
    return wanted;
  }

  boolean wants(IncomingInstance instance) {
    return instance.isIn(wanted) && !given.contains(instance.uid());
  }

  void give(IncomingInstance instance) {
    given.add(instance.uid());
  }

  boolean has(String uid) {
    return given.contains(uid);
  }

  /** Whether it wanted all of a series and got something: a series is never empty. */
  boolean hasAllOfASeries() {
    return wanted.sopInstanceUids().isEmpty() && !given.isEmpty();
  }

  /** Whether it named what it wants, and has it. */
  boolean satisfied() {
    return !wanted.sopInstanceUids().isEmpty() && given.containsAll(wanted.sopInstanceUids());
  }

  int position() {
    return position;
  }

  void advance() {
    position++;
  }

  int passed() {
    return passed;
  }

  void pass() {
    passed = position;
  }

  @Nullable ArchiveFailure closed() {
    return closed;
  }

  /** Marks it closed and hands out the reader that is to be closed too. */
  @Nullable SpoolReader end(ArchiveFailure why) {
    closed = why;
    return reader;
  }

  @Nullable SpoolReader swap(SpoolReader opened) {
    SpoolReader before = reader;
    reader = opened;
    return before;
  }
}
