package io.isthmus.retrieve;

import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.spool.InstanceIdentifiers;
import io.isthmus.retrieve.spool.SpoolFile;
import org.jspecify.annotations.Nullable;

/**
 * An instance of a flight from the moment when it is known to belong to what was asked. Its file is
 * the flight's own until it is held, and then only pinned by the flight.
 */
final class IncomingInstance {
  private final String sopClassUid;
  private final InstanceIdentifiers identifiers;
  private final TransferSyntax transferSyntax;
  private final SpoolFile file;
  private volatile @Nullable HeldInstance held;

  IncomingInstance(
      String sopClassUid,
      InstanceIdentifiers identifiers,
      TransferSyntax transferSyntax,
      SpoolFile file) {
    this.sopClassUid = sopClassUid;
    this.identifiers = identifiers;
    this.transferSyntax = transferSyntax;
    this.file = file;
  }

  String sopClassUid() {
    return sopClassUid;
  }

  InstanceIdentifiers identifiers() {
    return identifiers;
  }

  String uid() {
    return identifiers.sopInstanceUid();
  }

  TransferSyntax transferSyntax() {
    return transferSyntax;
  }

  SpoolFile file() {
    return file;
  }

  /** Whether there is nothing to read. */
  boolean gone() {
    return file.gone();
  }

  @Nullable HeldInstance held() {
    return held;
  }

  /** From now on the file belongs to the holdings. */
  void heldAs(HeldInstance pinned) {
    held = pinned;
  }

  /** The scope that is this instance alone. */
  RetrieveScope scope() {
    return RetrieveScope.instance(
        identifiers.studyInstanceUid(), identifiers.seriesInstanceUid(), uid());
  }

  /** Whether it is part of a scope (DIM-26). */
  boolean isIn(RetrieveScope scope) {
    return scope.covers(
        identifiers.studyInstanceUid(),
        identifiers.seriesInstanceUid(),
        identifiers.sopInstanceUid());
  }
}
