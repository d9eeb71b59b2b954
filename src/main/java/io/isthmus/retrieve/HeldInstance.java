package io.isthmus.retrieve;

import io.isthmus.dicom.data.TransferSyntax;

/**
 * A whole instance in the spool, at rest: of its file only the number and the size, since there may
 * be a million of them. Guarded by the lock of {@link Holdings}.
 */
final class HeldInstance {
  final CompactUid uid;
  final SeriesHolding series;
  final Kind kind;
  final long file;
  final long size;
  int pins;

  /** What many instances have in common. */
  record Kind(String sopClassUid, TransferSyntax transferSyntax) {}

  HeldInstance(CompactUid uid, SeriesHolding series, Kind kind, long file, long size) {
    this.uid = uid;
    this.series = series;
    this.kind = kind;
    this.file = file;
    this.size = size;
  }
}
