package io.isthmus.query;

import io.isthmus.dicom.data.DataSet;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The results of a search.
 *
 * @param found one for each match, in their order
 * @param more whether more results than these exist (QIDO-15)
 * @param remaining how many more, where that is known
 * @param notices what was asked and not done
 * @param others what is to be said of other PACS than those whose records these are
 */
public record SearchAnswer(
    List<Found> found, boolean more, OptionalLong remaining, Set<Notice> notices, Others others) {

  public SearchAnswer {
    found = List.copyOf(found);
    notices = Set.copyOf(notices);
  }

  /** The answer of one PACS. */
  public static SearchAnswer of(
      String pacs, List<DataSet> records, boolean more, OptionalLong left, Set<Notice> notices) {
    List<Found> found = records.stream().map(record -> new Found(pacs, record)).toList();
    return new SearchAnswer(found, more, left, notices, Others.NONE);
  }

  /** The records of all results. */
  public List<DataSet> results() {
    return found.stream().map(Found::record).toList();
  }

  /**
   * Members of a federation by their opaque ids.
   *
   * @param alsoHolding have records of their own of some of the matches, which are not given
   * @param failed did not answer, so that their matches are missing
   */
  public record Others(SortedSet<String> alsoHolding, SortedSet<String> failed) {
    /** Nothing is to be said. */
    public static final Others NONE = new Others(new TreeSet<>(), new TreeSet<>());

    public Others {
      alsoHolding = Collections.unmodifiableSortedSet(new TreeSet<>(alsoHolding));
      failed = Collections.unmodifiableSortedSet(new TreeSet<>(failed));
    }
  }

  /** What was asked and not done; each becomes a Warning. */
  public enum Notice {
    /** The PACS ignored optional keys (DIM-14). */
    OPTIONAL_KEYS_UNSUPPORTED,
    /** The PACS left out what was to be matched, so that nobody can tell whether it was. */
    MATCHING_UNTOLD,
    /** QIDO-16. */
    FUZZY_MATCHING_UNSUPPORTED,
    /** QIDO-17. */
    EMPTY_VALUE_MATCHING_UNSUPPORTED
  }
}
