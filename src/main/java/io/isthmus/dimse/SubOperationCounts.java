package io.isthmus.dimse;

/**
 * Counters of sub-operations in C-GET and C-MOVE responses (PS3.7 9.1.3, 9.1.4); -1 for one that
 * the peer did not send.
 *
 * @param remaining not begun yet
 * @param completed done with success
 * @param failed failed
 * @param warning done with a warning
 */
public record SubOperationCounts(int remaining, int completed, int failed, int warning) {
  /** No counter was sent. */
  public static final SubOperationCounts UNKNOWN = new SubOperationCounts(-1, -1, -1, -1);

  static SubOperationCounts of(CommandSet command) {
    return new SubOperationCounts(
        command.unsigned16(CommandSet.NumberOfRemainingSuboperations).orElse(-1),
        command.unsigned16(CommandSet.NumberOfCompletedSuboperations).orElse(-1),
        command.unsigned16(CommandSet.NumberOfFailedSuboperations).orElse(-1),
        command.unsigned16(CommandSet.NumberOfWarningSuboperations).orElse(-1));
  }

  void put(CommandSet.Builder command) {
    put(command, CommandSet.NumberOfRemainingSuboperations, remaining);
    put(command, CommandSet.NumberOfCompletedSuboperations, completed);
    put(command, CommandSet.NumberOfFailedSuboperations, failed);
    put(command, CommandSet.NumberOfWarningSuboperations, warning);
  }

  private static void put(CommandSet.Builder command, int element, int count) {
    if (count >= 0) {
      command.unsigned16(element, Math.min(count, 0xFFFF));
    }
  }
}
