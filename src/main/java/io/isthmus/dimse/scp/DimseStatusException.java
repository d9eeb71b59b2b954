package io.isthmus.dimse.scp;

import io.isthmus.dimse.DimseStatus;

/** A provider cannot do what was asked; the status is the final response. */
public final class DimseStatusException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient DimseStatus status;

  /** With the status to answer. */
  public DimseStatusException(DimseStatus status) {
    super(status.toString());
    this.status = status;
  }

  /** What is answered. */
  public DimseStatus status() {
    return status;
  }
}
