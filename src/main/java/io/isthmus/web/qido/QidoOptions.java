package io.isthmus.web.qido;

/**
 * Choices of the search resources.
 *
 * @param strictQuery whether unknown parameters give 400 instead of a Warning (COM-03)
 * @param requireFilter whether a study search without any match key gives 400 (QIDO-21)
 * @param emptyStatus status of a search without results: 204, or 200 with an empty array (QIDO-27)
 */
public record QidoOptions(boolean strictQuery, boolean requireFilter, int emptyStatus) {
  /** What a gateway without settings does. */
  public static final QidoOptions DEFAULT = new QidoOptions(false, false, 204);

  public QidoOptions {
    if (emptyStatus != 200 && emptyStatus != 204) {
      throw new IllegalArgumentException("an empty search has status 200 or 204");
    }
  }
}
