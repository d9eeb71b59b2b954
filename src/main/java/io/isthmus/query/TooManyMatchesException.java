package io.isthmus.query;

/**
 * A search with more matches than a correct answer can be made of; the client is to narrow it
 * (QIDO-25).
 */
public final class TooManyMatchesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TooManyMatchesException(int cap) {
    super("more than " + cap + " matches; narrow the search");
  }
}
