package io.isthmus.archive;

import org.jspecify.annotations.Nullable;

/** An operation at a PACS that failed; {@link #failure} says how. */
public final class ArchiveException extends Exception {
  private static final long serialVersionUID = 1;
  private final transient ArchiveFailure failure;

  public ArchiveException(ArchiveFailure failure) {
    this(failure, null);
  }

  public ArchiveException(ArchiveFailure failure, @Nullable Throwable cause) {
    super("PACS " + failure.pacs() + ": " + failure.message(), cause);
    this.failure = failure;
  }

  /** The facts. */
  public ArchiveFailure failure() {
    return failure;
  }
}
