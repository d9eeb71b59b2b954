package io.isthmus.query;

/**
 * Limits and choices of searches.
 *
 * @param maxResults most results of one answer (QIDO-13)
 * @param order how results are ordered (DIM-15)
 * @param orderCap most matches that are collected to be sorted
 * @param parentCap most studies or series below which a search goes on (DIM-19)
 * @param completeCounts whether counts and modalities that the PACS leaves out are counted
 *     (QIDO-33)
 * @param completeCap most studies of one answer that are completed so
 * @param parallel most questions that one search asks at a time, 1 or more
 */
public record QueryOptions(
    int maxResults,
    Order order,
    int orderCap,
    int parentCap,
    boolean completeCounts,
    int completeCap,
    int parallel) {

  /** Orders of results. */
  public enum Order {
    /** Sorted where the PACS is done within the cap, else as the PACS sends. */
    AUTO,
    /** As the PACS sends. */
    PACS,
    /** Sorted, or refused. */
    SORTED
  }

  /** What a gateway without settings does. */
  public static final QueryOptions DEFAULT =
      new QueryOptions(10_000, Order.AUTO, 5_000, 200, true, 50, 4);
}
