package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.TransferSyntax;
import java.util.Optional;

/**
 * File Meta Information, group 0002 (PS3.10 7.1).
 *
 * @param sopClassUid Media Storage SOP Class UID; empty in a file that lacks it
 * @param sopInstanceUid Media Storage SOP Instance UID; empty in a file that lacks it
 * @param implementationClassUid who wrote the file; empty in a file that lacks it
 * @param implementationVersionName at most 16 characters
 * @param sourceAeTitle Source Application Entity Title
 */
public record FileMeta(
    String sopClassUid,
    String sopInstanceUid,
    TransferSyntax transferSyntax,
    String implementationClassUid,
    Optional<String> implementationVersionName,
    Optional<String> sourceAeTitle) {
  /** The meta information of a file that we write. */
  public FileMeta(String sopClassUid, String sopInstanceUid, TransferSyntax transferSyntax) {
    this(
        sopClassUid,
        sopInstanceUid,
        transferSyntax,
        Implementation.CLASS_UID,
        Optional.of(Implementation.VERSION_NAME),
        Optional.empty());
  }

  /** The same, received from this application entity. */
  public FileMeta from(String aeTitle) {
    return new FileMeta(
        sopClassUid,
        sopInstanceUid,
        transferSyntax,
        implementationClassUid,
        implementationVersionName,
        Optional.of(aeTitle));
  }
}
