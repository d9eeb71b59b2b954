package io.isthmus.query;

import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Empty Value Matching for PACS that do not negotiate it: the attribute is asked for, and matches
 * that have a value are dropped (QIDO-17, PS3.4 C.2.2.2.9). Where the PACS does not return the
 * attribute, nobody can tell.
 */
final class EmptyValues {
  /** What a client writes for an empty value. */
  static final String WRITTEN = "\"\"";

  private final Map<QueryLevel, Set<Integer>> wanted = new EnumMap<>(QueryLevel.class);
  private volatile boolean untold;

  private EmptyValues() {}

  static EmptyValues of(Search search) {
    EmptyValues empty = new EmptyValues();
    for (MatchKey key : search.keys()) {
      if (search.emptyValueMatching() && isWanted(key)) {
        QueryLevel level = AttributeLevels.of(key.path().root()).orElse(search.resource().level());
        empty.wanted.computeIfAbsent(level, none -> new LinkedHashSet<>()).add(key.path().root());
      }
    }
    return empty;
  }

  /** Whether a key asks for an empty value. */
  static boolean isWanted(MatchKey key) {
    return key.values().size() == 1 && key.values().getFirst().equals(WRITTEN);
  }

  /** Whether a match has no value where none is wanted, as far as the PACS tells. */
  boolean admits(QueryLevel level, DataSet match) {
    for (int tag : wanted.getOrDefault(level, Set.of())) {
      Optional<Element> element = match.get(tag);
      if (element.isEmpty()) {
        untold = true;
      }
      if (element.isPresent() && !element.get().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Whether the PACS left out an attribute that was to be empty. */
  boolean untold() {
    return untold;
  }
}
