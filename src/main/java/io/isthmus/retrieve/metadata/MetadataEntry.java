package io.isthmus.retrieve.metadata;

import java.util.Comparator;
import java.util.Optional;

/**
 * Where the description of an instance lies, and what it is sorted by (WADO-01).
 *
 * @param kept the description, where it was made before
 * @param offset in the spool, unless it is kept
 * @param length in bytes
 */
record MetadataEntry(
    long series,
    String seriesUid,
    long instance,
    String uid,
    MetadataStore.Key key,
    Optional<Description> kept,
    long offset,
    long length) {
  static final Comparator<MetadataEntry> ORDER =
      Comparator.comparingLong(MetadataEntry::series)
          .thenComparing(MetadataEntry::seriesUid)
          .thenComparingLong(MetadataEntry::instance)
          .thenComparing(MetadataEntry::uid);
}
