package io.isthmus.query;

/**
 * A search that is well formed and cannot be answered: a fault of who asks, said in words without
 * data of patients.
 */
public final class InvalidSearchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidSearchException(String message) {
    super(message);
  }
}
