package io.isthmus.retrieve.spool;

/**
 * Someone who keeps files in the spool and can give some back. The spool asks when it is full;
 * which files go is the decision of who keeps them. Called without any lock of the spool.
 */
public interface Reclaimable {

  /**
   * Frees what nobody needs any more; tells whether anything was freed.
   *
   * @param wanted bytes that are lacking; fewer or more may be freed
   */
  boolean reclaim(long wanted);

  /**
   * A writer waited in vain: frees also what only stragglers need; tells whether anything was
   * freed.
   */
  boolean reclaimFromStragglers(long wanted);
}
