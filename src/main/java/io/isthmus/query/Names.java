package io.isthmus.query;

import io.isthmus.dicom.data.Vr;
import java.util.List;
import java.util.Optional;

/**
 * Person names at PACS that find them only in the case that they are stored in. PS3.4 C.2.2.2.1
 * leaves that to the PACS; clients mostly do not know how a name is written.
 */
final class Names {
  private Names() {}

  /** Whether a key is a name with letters of which there are small ones and capitals. */
  static boolean canBeLoosened(MatchKey key) {
    return key.vr() == Vr.PN
        && !EmptyValues.isWanted(key)
        && key.values().stream().anyMatch(value -> !loosened(value).equals(value));
  }

  /**
   * The search with any character in the place of each such letter; empty where it has none. What
   * it finds beyond the search is to be dropped.
   */
  static Optional<Search> loosened(Search search) {
    if (search.keys().stream().noneMatch(Names::canBeLoosened)) {
      return Optional.empty();
    }
    List<MatchKey> keys =
        search.keys().stream().map(key -> canBeLoosened(key) ? loosened(key) : key).toList();
    return Optional.of(search.withKeys(keys));
  }

  private static MatchKey loosened(MatchKey key) {
    return new MatchKey(key.path(), key.vr(), key.values().stream().map(Names::loosened).toList());
  }

  /** Letters of ASCII alone: of others some PACS take each byte for a character. */
  private static String loosened(String name) {
    return name.replaceAll("[A-Za-z]", "?");
  }
}
