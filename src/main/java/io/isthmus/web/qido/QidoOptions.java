package io.isthmus.web.qido;

import io.isthmus.dicom.json.JsonOptions.NonFinite;
import java.util.Map;

/**
 * Choices of the search resources.
 *
 * @param strictQuery whether unknown parameters give 400 instead of a Warning (COM-03)
 * @param requireFilter whether a study search without any match key gives 400 (QIDO-21)
 * @param emptyStatus status of a search without results: 204, or 200 with an empty array (QIDO-27)
 * @param privateCreators creators of private attributes by their tags, for queries that do not name
 *     them (QIDO-12)
 * @param nonFinite how NaN and infinities are written as JSON (JSON-06)
 */
public record QidoOptions(
    boolean strictQuery,
    boolean requireFilter,
    int emptyStatus,
    Map<Integer, String> privateCreators,
    NonFinite nonFinite) {
  /** What a gateway without settings does. */
  public static final QidoOptions DEFAULT = new QidoOptions(false, false, 204);

  /** Without creators. */
  public QidoOptions(boolean strictQuery, boolean requireFilter, int emptyStatus) {
    this(strictQuery, requireFilter, emptyStatus, Map.of(), NonFinite.STRING);
  }

  public QidoOptions {
    privateCreators = Map.copyOf(privateCreators);
    if (emptyStatus != 200 && emptyStatus != 204) {
      throw new IllegalArgumentException("an empty search has status 200 or 204");
    }
  }
}
