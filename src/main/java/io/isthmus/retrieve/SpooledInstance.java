package io.isthmus.retrieve;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * An instance as one reader sees it: the data set as the PACS sent it, perhaps still growing. Valid
 * until the reader moves on.
 */
public final class SpooledInstance {
  private final IncomingInstance instance;
  private final Retrieval retrieval;
  private final boolean headless;

  SpooledInstance(IncomingInstance instance, Retrieval retrieval, boolean headless) {
    this.instance = instance;
    this.headless = headless;
    this.retrieval = retrieval;
  }

  /** SOP Class UID, the same in command and data set. */
  public String sopClassUid() {
    return instance.sopClassUid();
  }

  /** SOP Instance UID, the same in command and data set. */
  public String sopInstanceUid() {
    return instance.identifiers().sopInstanceUid();
  }

  /** Study Instance UID of the data set. */
  public String studyInstanceUid() {
    return instance.identifiers().studyInstanceUid();
  }

  /** Series Instance UID of the data set. */
  public String seriesInstanceUid() {
    return instance.identifiers().seriesInstanceUid();
  }

  /** Whether it came without its bulk data, as a description (PS3.4 Z). */
  public boolean headless() {
    return headless;
  }

  /** The number of this copy: no other has it, also not of the same instance. */
  public long copy() {
    return instance.file().number();
  }

  /** How the data set is encoded. */
  public TransferSyntax transferSyntax() {
    return instance.transferSyntax();
  }

  /** The checksum of its bytes, once the last has arrived. */
  public int checksum() {
    return instance.file().checksum();
  }

  /** Bytes of the data set, once the last has arrived. */
  public OptionalLong size() {
    return instance.file().size();
  }

  /**
   * Opens the data set at its first byte. The retrieval's close closes it too.
   *
   * @throws IOException when the instance broke off or the retrieval is closed
   */
  public SpoolReader open() throws IOException {
    return retrieval.open(instance);
  }
}
