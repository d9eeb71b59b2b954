package io.isthmus.archive;

import io.isthmus.dicom.data.Uid;
import java.util.Optional;

/**
 * What is to be retrieved: a study, one of its series, or one instance of that series (PS3.4
 * C.4.3.1.3). Names every unique key of the levels above.
 */
public record RetrieveScope(
    String studyInstanceUid, Optional<String> seriesInstanceUid, Optional<String> sopInstanceUid) {

  public RetrieveScope {
    requireUid(studyInstanceUid);
    seriesInstanceUid.ifPresent(RetrieveScope::requireUid);
    sopInstanceUid.ifPresent(RetrieveScope::requireUid);
    if (sopInstanceUid.isPresent() && seriesInstanceUid.isEmpty()) {
      throw new IllegalArgumentException("an instance is asked for with the series that holds it");
    }
  }

  /** All instances of a study. */
  public static RetrieveScope study(String study) {
    return new RetrieveScope(study, Optional.empty(), Optional.empty());
  }

  /** All instances of a series. */
  public static RetrieveScope series(String study, String series) {
    return new RetrieveScope(study, Optional.of(series), Optional.empty());
  }

  /** One instance. */
  public static RetrieveScope instance(String study, String series, String instance) {
    return new RetrieveScope(study, Optional.of(series), Optional.of(instance));
  }

  /** The level at which the PACS is asked. */
  public QueryLevel level() {
    if (sopInstanceUid.isPresent()) {
      return QueryLevel.IMAGE;
    }
    return seriesInstanceUid.isPresent() ? QueryLevel.SERIES : QueryLevel.STUDY;
  }

  /** Whether an instance with these identifiers is part of what is asked (DIM-26). */
  public boolean covers(String study, String series, String instance) {
    return studyInstanceUid.equals(study)
        && seriesInstanceUid.map(series::equals).orElse(true)
        && sopInstanceUid.map(instance::equals).orElse(true);
  }

  private static void requireUid(String uid) {
    if (!Uid.isValid(uid)) {
      throw new IllegalArgumentException("not a UID: " + uid);
    }
  }
}
