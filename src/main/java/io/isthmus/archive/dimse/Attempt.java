package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.dimse.scu.SubOperations;
import java.util.List;
import java.util.Set;

/**
 * One C-GET or C-MOVE that came to its final response: what the PACS says of it, and what came.
 *
 * @param operation its name, for failures
 * @param arrived instances that came whole
 * @param refused SOP Instance UIDs of what came although it was not asked for
 */
record Attempt(String operation, SubOperations ended, int arrived, Set<String> refused) {

  /**
   * Whether everything came, so that nothing is left to be found out (DIM-31, DIM-36): the PACS
   * counts exactly what came and no failure. What was refused may have come for another move, and
   * excuses nothing here.
   */
  boolean isWhole() {
    return endedWell()
        && ended.counts().failed() <= 0
        && ended.failedUids().isEmpty()
        && arrived > 0
        && arrived == promised();
  }

  boolean endedWell() {
    return ended.status().isSuccessOrWarning();
  }

  /** Instances that the PACS says it has sent. */
  int promised() {
    return Math.max(0, ended.counts().completed()) + Math.max(0, ended.counts().warning());
  }

  /**
   * Instances that the PACS counts as failed, without those that were refused, to be held against
   * what it says that it holds.
   */
  int failed() {
    return Math.max(0, Math.max(0, ended.counts().failed()) - refused.size());
  }

  List<String> failedUids() {
    return ended.failedUids().stream().filter(uid -> !refused.contains(uid)).toList();
  }

  /**
   * The PACS's own account, with what it counts and what did not come as failed. Where nothing is
   * missing, a warning says nothing of instances left out.
   */
  RetrieveOutcome outcome() {
    int failed = Math.max(ended.counts().failed(), ended.failedUids().size());
    int missing = Math.max(Math.max(0, failed), promised() - arrived);
    int completed = Math.max(0, ended.counts().completed());
    int warning = Math.max(0, ended.counts().warning());
    return new RetrieveOutcome(
        missing == 0 && endedWell() ? 0x0000 : ended.status().code(),
        missing == 0 && completed + warning > 0 ? completed : Math.max(0, arrived - warning),
        missing,
        warning,
        ended.failedUids());
  }

  /**
   * The final status as a failure.
   *
   * @param held whether the PACS is known to hold anything of what was asked for
   */
  ArchiveException failure(Failures failures, boolean held) {
    int status = ended.status().code();
    return held ? failures.ofHeld(operation, status) : failures.of(operation, status);
  }
}
