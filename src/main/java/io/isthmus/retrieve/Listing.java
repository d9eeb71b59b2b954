package io.isthmus.retrieve;

import io.isthmus.archive.RetrieveScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which instances the PACS says that it has of a scope.
 *
 * @param instances SOP Instance UIDs by Series Instance UID
 */
record Listing(Map<String, Set<String>> instances) {
  /** UIDs of one request: together they stay below the 64 KiB of an explicit VR UI value. */
  private static final int MOST_AT_ONCE = 500;

  Listing {
    Map<String, Set<String>> sorted = new TreeMap<>();
    instances.forEach((series, uids) -> sorted.put(series, new TreeSet<>(uids)));
    instances = sorted;
  }

  boolean contains(String series, String instance) {
    return instances.getOrDefault(series, Set.of()).contains(instance);
  }

  Set<String> all() {
    Set<String> all = new TreeSet<>();
    instances.values().forEach(all::addAll);
    return all;
  }

  /** The retrieves that bring what is not held: whole series where nothing of them is. */
  List<RetrieveScope> missing(RetrieveScope asked, Set<String> held) {
    if (held.isEmpty()) {
      return List.of(asked);
    }
    List<RetrieveScope> missing = new ArrayList<>();
    instances.forEach((series, uids) -> {
      List<String> lacking = uids.stream().filter(uid -> !held.contains(uid)).toList();
      if (lacking.size() == uids.size() && asked.sopInstanceUids().isEmpty()) {
        missing.add(RetrieveScope.series(asked.studyInstanceUid(), series));
      } else {
        missing.addAll(parts(asked.studyInstanceUid(), series, lacking));
      }
    });
    return missing;
  }

  /** Retrieves of instances of a series, none of them too long. */
  static List<RetrieveScope> parts(String study, String series, List<String> uids) {
    List<RetrieveScope> parts = new ArrayList<>();
    for (int from = 0; from < uids.size(); from += MOST_AT_ONCE) {
      parts.add(
          RetrieveScope.instances(
              study, series, uids.subList(from, Math.min(uids.size(), from + MOST_AT_ONCE))));
    }
    return parts;
  }
}
