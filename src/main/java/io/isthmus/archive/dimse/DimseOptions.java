package io.isthmus.archive.dimse;

import java.time.Duration;

/**
 * How the gateway deals with one PACS.
 *
 * @param method how instances are had of it
 * @param poolWait longest wait for a free association
 * @param cancelGrace how long a cancelled operation may take to end before its association is
 *     aborted
 * @param moveGrace how long after the final response of a C-MOVE the next of its instances may take
 *     to come (DIM-36)
 * @param text the character sets of searches
 * @param retrieveAssociations most associations over which one large retrieve comes, 1 or more
 */
public record DimseOptions(
    Method method,
    Duration poolWait,
    Duration cancelGrace,
    Duration moveGrace,
    SearchText text,
    int retrieveAssociations) {

  /**
   * For a PACS that declares the character sets that it uses, and takes keys in UTF-8; a retrieve
   * has one association.
   */
  public DimseOptions(Method method, Duration poolWait, Duration cancelGrace, Duration moveGrace) {
    this(method, poolWait, cancelGrace, moveGrace, SearchText.DEFAULT, 1);
  }

  /** The same with another number of associations for one retrieve. */
  public DimseOptions retrievingOver(int associations) {
    return new DimseOptions(method, poolWait, cancelGrace, moveGrace, text, associations);
  }

  /** Ways to have instances sent. */
  public enum Method {
    /** By C-GET where the PACS accepts it, else by C-MOVE (DIM-10). */
    AUTO,
    /** By C-GET alone. */
    GET,
    /** By C-MOVE alone. */
    MOVE
  }
}
