package io.isthmus.retrieve;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.spool.InstanceIdentifiers;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.KeptFile;
import io.isthmus.retrieve.spool.SpoolFile;
import java.util.Optional;

/**
 * A whole instance in the spool, at rest: of its file only three numbers, since there may be a
 * million of them. Guarded by the lock of {@link Holdings}.
 */
final class HeldInstance {
  final CompactUid uid;
  final SeriesHolding series;
  final Kind kind;
  final long file;
  final long size;
  private final int checksum;
  int pins;

  /** What many instances have in common. */
  record Kind(String sopClassUid, TransferSyntax transferSyntax) {}

  HeldInstance(CompactUid uid, SeriesHolding series, Kind kind, KeptFile file) {
    this.uid = uid;
    this.series = series;
    this.kind = kind;
    this.file = file.number();
    this.size = file.size();
    this.checksum = file.checksum();
  }

  /** Its file. */
  SpoolFile file(InstanceSpool spool) {
    return spool.completed(new KeptFile(file, size, checksum));
  }

  /** As it is given to a reader, with its file. */
  IncomingInstance in(InstanceSpool spool) {
    IncomingInstance instance =
        new IncomingInstance(
            kind.sopClassUid(),
            new InstanceIdentifiers(
                Optional.of(kind.sopClassUid()), uid.toString(), series.study.uid, series.uid),
            kind.transferSyntax(),
            file(spool));
    instance.heldAs(this);
    return instance;
  }
}
