package io.isthmus.pool;

/**
 * How a pool stood at one moment. For showing and measuring only: it is out of date when it is
 * read, so nothing may be decided on it.
 *
 * @param inUse associations that are lent
 * @param idle associations that are open and free
 * @param opening associations being opened
 * @param closing associations being closed
 * @param waiting requests that wait for one
 * @param limit most associations at once
 * @param breaker whether the PACS is tried at all
 */
public record PoolStatistics(
    int inUse, int idle, int opening, int closing, int waiting, int limit, BreakerStatus breaker) {

  /** All that count against the limit. */
  public int total() {
    return inUse + idle + opening + closing;
  }
}
