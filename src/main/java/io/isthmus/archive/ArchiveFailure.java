package io.isthmus.archive;

import java.util.OptionalInt;

/**
 * Why a PACS did not do what it was asked, with the facts. The category alone decides the HTTP
 * status (COM-09).
 */
public sealed interface ArchiveFailure {

  /** Opaque id of the PACS. */
  String pacs();

  /** What a client may conclude. */
  Category category();

  /** The facts in words, without data of patients. */
  String message();

  /** The DIMSE status that the PACS gave, if it gave one. */
  default OptionalInt dimseStatus() {
    return OptionalInt.empty();
  }

  /**
   * Whether the PACS answered that it does not give this: what else it lists may still be had, and
   * is of use (WADO-12).
   */
  default boolean leavesTheRest() {
    return category() == Category.NOT_FOUND
        || (this instanceof Failed && category() == Category.UPSTREAM);
  }

  /** Kinds of failure that clients can tell apart. */
  enum Category {
    /** Nothing matches what is asked. */
    NOT_FOUND,
    /** Worth asking again soon. */
    BUSY,
    /** The PACS or the way to it is at fault. */
    UPSTREAM,
    /** The PACS did not answer in time. */
    TIMEOUT,
    /** The PACS cannot do this at all. */
    UNSUPPORTED,
    /** The PACS denies it. */
    DENIED,
    /** The request was cancelled by who asked. */
    CANCELLED
  }

  /** No connection could be made, or the pool's breaker is open. */
  record Unreachable(String pacs, String message) implements ArchiveFailure {
    @Override
    public Category category() {
      return Category.BUSY;
    }
  }

  /** No association came free in time (DIM-02). */
  record Exhausted(String pacs, String message) implements ArchiveFailure {
    @Override
    public Category category() {
      return Category.BUSY;
    }
  }

  /**
   * The gateway itself cannot do it at this moment: the spool is full, or the study changed
   * meanwhile.
   */
  record NotNow(String pacs, String message) implements ArchiveFailure {
    @Override
    public Category category() {
      return Category.BUSY;
    }
  }

  /** The PACS rejected the association (PS3.8 9.3.4). */
  record Rejected(String pacs, boolean lasting, String message) implements ArchiveFailure {
    @Override
    public Category category() {
      return lasting ? Category.UPSTREAM : Category.BUSY;
    }
  }

  /** The association broke: aborted, reset, or against the protocol. */
  record Broken(String pacs, String message) implements ArchiveFailure {
    @Override
    public Category category() {
      return Category.UPSTREAM;
    }
  }

  /** Nothing came in time. */
  record TimedOut(String pacs, String message) implements ArchiveFailure {
    @Override
    public Category category() {
      return Category.TIMEOUT;
    }
  }

  /** The PACS does not support what is asked: no presentation context was accepted for it. */
  record Unsupported(String pacs, String message) implements ArchiveFailure {
    @Override
    public Category category() {
      return Category.UNSUPPORTED;
    }
  }

  /** Nothing matches. */
  record NotFound(String pacs, String message) implements ArchiveFailure {
    @Override
    public Category category() {
      return Category.NOT_FOUND;
    }
  }

  /** The operation was cancelled by the gateway itself. */
  record Cancelled(String pacs, String message) implements ArchiveFailure {
    @Override
    public Category category() {
      return Category.CANCELLED;
    }
  }

  /**
   * The PACS ended the operation with a failure status (DIM-14, DIM-31).
   *
   * @param category by the status
   */
  record Failed(String pacs, Category category, int status, String message)
      implements ArchiveFailure {
    @Override
    public OptionalInt dimseStatus() {
      return OptionalInt.of(status);
    }
  }
}
