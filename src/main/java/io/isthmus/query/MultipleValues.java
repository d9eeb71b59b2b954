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

  private MultipleValues() {}

  /**
   * The searches whose results together are those of {@code search}; lists of UIDs stay what they
   * are, as every PACS matches them.
   *
   * @throws InvalidSearchException when there would be more than 16
   */
  static List<Search> expanded(Search search) {
    List<Search> searches = List.of(search);
    for (int i = 0; i < search.keys().size(); i++) {
      MatchKey key = search.keys().get(i);
      if (key.values().size() > 1 && key.vr() != Vr.UI) {
        searches = withEachValue(searches, i, key);
      }
    }
    return searches;
  }

  private static List<Search> withEachValue(List<Search> searches, int index, MatchKey key) {
    if (searches.size() * key.values().size() > MOST_SEARCHES) {
      throw new InvalidSearchException(
          "more than " + MOST_SEARCHES + " combinations of values; name fewer");
    }
    List<Search> more = new ArrayList<>();
    for (Search search : searches) {
      for (String value : key.values()) {
        List<MatchKey> keys = new ArrayList<>(search.keys());
        keys.set(index, new MatchKey(key.path(), key.vr(), List.of(value)));
        more.add(search.withKeys(keys));
      }
    }
    return more;
  }
}
