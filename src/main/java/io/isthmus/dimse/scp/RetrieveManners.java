package io.isthmus.dimse.scp;

/**
 * Where SCPs of C-GET and C-MOVE differ without being wrong, or wrong in a way that is common.
 *
 * @param counts whether responses carry the counters of sub-operations
 * @param pending whether there are pending responses
 * @param failedList whether the final response lists what failed
 * @param lastAfterFinal whether the last instance is sent only after the final response
 * @param mindsRoles whether instances of a class are sent only if the role was agreed on
 * @param originator what C-STORE requests of a C-MOVE say of it
 * @param associations over how many a C-MOVE sends at once
 */
public record RetrieveManners(
    boolean counts,
    boolean pending,
    boolean failedList,
    boolean lastAfterFinal,
    boolean mindsRoles,
    Originator originator,
    int associations) {

  /** By the book. */
  public static final RetrieveManners DEFAULT =
      new RetrieveManners(true, true, true, false, true, Originator.NAMED, 1);

  /** Forms of the Move Originator (PS3.7 9.1.1.1). */
  public enum Originator {
    /** AE title and Message ID of the C-MOVE. */
    NAMED,
    /** Neither is sent. */
    OMITTED,
    /** The SCP's own AE title, and zero. */
    MEANINGLESS
  }
}
