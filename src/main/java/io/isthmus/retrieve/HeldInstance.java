package io.isthmus.retrieve;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.spool.InstanceIdentifiers;
import io.isthmus.retrieve.spool.InstanceSpool;
import java.util.Optional;

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

  /** As it is given to a reader, with its file. */
  IncomingInstance in(InstanceSpool spool) {
    IncomingInstance instance =
        new IncomingInstance(
            kind.sopClassUid(),
            new InstanceIdentifiers(
                Optional.of(kind.sopClassUid()), uid.toString(), series.study.uid, series.uid),
            kind.transferSyntax(),
            spool.completed(file, size));
    instance.heldAs(this);
    return instance;
  }
}
