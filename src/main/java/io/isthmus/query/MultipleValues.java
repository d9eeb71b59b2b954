package io.isthmus.query;

import io.isthmus.dicom.data.Vr;
import java.util.ArrayList;
import java.util.List;

/**
 * Multiple Value Matching for PACS that do not negotiate it: one search for each value, whose
 * results are put together (QIDO-18).
 */
final class MultipleValues {
  private static final int MOST_SEARCHES = 16;

  /** Longest list of UIDs in one identifier (DIM-20). */
  private static final int MOST_UIDS = 100;

  private MultipleValues() {}

  /**
   * The searches whose results together are those of {@code search}; lists of UIDs stay together,
   * as every PACS matches them, unless they are long.
   *
   * @throws InvalidSearchException when there would be more than 16
   */
  static List<Search> expanded(Search search) {
    List<Search> searches = List.of(search);
    for (int i = 0; i < search.keys().size(); i++) {
      MatchKey key = search.keys().get(i);
      int together = key.vr() == Vr.UI ? MOST_UIDS : 1;
      if (key.values().size() > together) {
        searches = withSomeValues(searches, i, key, together);
      }
    }
    return searches;
  }

  private static List<Search> withSomeValues(
      List<Search> searches, int index, MatchKey key, int together) {
    List<Search> more = new ArrayList<>();
    for (Search search : searches) {
      for (int from = 0; from < key.values().size(); from += together) {
        int to = Math.min(from + together, key.values().size());
        List<MatchKey> keys = new ArrayList<>(search.keys());
        keys.set(index, new MatchKey(key.path(), key.vr(), key.values().subList(from, to)));
        more.add(search.withKeys(keys));
      }
    }
    if (more.size() > MOST_SEARCHES) {
      throw new InvalidSearchException(
          "more than " + MOST_SEARCHES + " combinations of values; name fewer");
    }
    return more;
  }
}
