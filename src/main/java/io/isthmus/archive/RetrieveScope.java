package io.isthmus.archive;

import io.isthmus.dicom.data.Uid;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is to be retrieved: a study, one of its series, or instances of that series (PS3.4
 * C.4.3.1.3). Names every unique key of the levels above.
 *
 * @param sopInstanceUids the instances, in order and each once; none for all of the series
 */
public record RetrieveScope(
    String studyInstanceUid, Optional<String> seriesInstanceUid, List<String> sopInstanceUids) {

  public RetrieveScope {
    requireUid(studyInstanceUid);
    seriesInstanceUid.ifPresent(RetrieveScope::requireUid);
    sopInstanceUids = sopInstanceUids.stream().sorted().distinct().toList();
    sopInstanceUids.forEach(RetrieveScope::requireUid);
    if (!sopInstanceUids.isEmpty() && seriesInstanceUid.isEmpty()) {
      throw new IllegalArgumentException("an instance is asked for with the series that holds it");
    }
  }

  /** All instances of a study. */
  public static RetrieveScope study(String study) {
    return new RetrieveScope(study, Optional.empty(), List.of());
  }

  /** All instances of a series. */
  public static RetrieveScope series(String study, String series) {
    return new RetrieveScope(study, Optional.of(series), List.of());
  }

  /** One instance. */
  public static RetrieveScope instance(String study, String series, String instance) {
    return new RetrieveScope(study, Optional.of(series), List.of(instance));
  }

  /**
   * Some instances of a series.
   *
   * @param instances one or more
   */
  public static RetrieveScope instances(String study, String series, Collection<String> instances) {
    if (instances.isEmpty()) {
      throw new IllegalArgumentException("no instance is asked for");
    }
    return new RetrieveScope(study, Optional.of(series), List.copyOf(instances));
  }

  /** The instance, where it is one that is asked for. */
  public Optional<String> sopInstanceUid() {
    return sopInstanceUids.size() == 1 ? Optional.of(sopInstanceUids.getFirst()) : Optional.empty();
  }

  /** The level at which the PACS is asked. */
  public QueryLevel level() {
    if (!sopInstanceUids.isEmpty()) {
      return QueryLevel.IMAGE;
    }
    return seriesInstanceUid.isPresent() ? QueryLevel.SERIES : QueryLevel.STUDY;
  }

  /** Whether an instance with these identifiers is part of what is asked (DIM-26). */
  public boolean covers(String study, String series, String instance) {
    return studyInstanceUid.equals(study)
        && seriesInstanceUid.map(series::equals).orElse(true)
        && (sopInstanceUids.isEmpty() || sopInstanceUids.contains(instance));
  }

  /** Whether everything of another scope is part of this one. */
  public boolean contains(RetrieveScope other) {
    return studyInstanceUid.equals(other.studyInstanceUid)
        && (seriesInstanceUid.isEmpty() || seriesInstanceUid.equals(other.seriesInstanceUid))
        && (sopInstanceUids.isEmpty()
            || (!other.sopInstanceUids.isEmpty()
                && sopInstanceUids.containsAll(other.sopInstanceUids)));
  }

  private static void requireUid(String uid) {
    if (!Uid.isValid(uid)) {
      throw new IllegalArgumentException("not a UID: " + uid);
    }
  }
}
