package io.isthmus.query;

import io.isthmus.archive.QueryLevel;

/** The six resources of the Search transaction (PS3.18 Table 10.6.1-1). */
public enum SearchResource {
  /** {@code /studies}. */
  STUDIES(QueryLevel.STUDY),
  /** {@code /studies/{study}/series}. */
  STUDY_SERIES(QueryLevel.SERIES),
  /** {@code /studies/{study}/series/{series}/instances}. */
  SERIES_INSTANCES(QueryLevel.IMAGE),
  /** {@code /studies/{study}/instances}. */
  STUDY_INSTANCES(QueryLevel.IMAGE),
  /** {@code /series}. */
  ALL_SERIES(QueryLevel.SERIES),
  /** {@code /instances}. */
  ALL_INSTANCES(QueryLevel.IMAGE);

  private final QueryLevel level;

  SearchResource(QueryLevel level) {
    this.level = level;
  }

  /** The level of what is returned. */
  public QueryLevel level() {
    return level;
  }
}
