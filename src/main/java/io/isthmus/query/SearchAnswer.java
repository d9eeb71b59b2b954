package io.isthmus.query;

import io.isthmus.dicom.data.DataSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The results of a search.
 *
 * @param results one data set per match, each with the unique keys of its level and of those above,
 *     without RetrieveURL
 * @param more whether more results than these exist (QIDO-15)
 * @param remaining how many more, where that is known
 * @param notices what was asked and not done
 */
public record SearchAnswer(
    List<DataSet> results, boolean more, OptionalLong remaining, Set<Notice> notices) {

  public SearchAnswer {
    results = List.copyOf(results);
    notices = Set.copyOf(notices);
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
