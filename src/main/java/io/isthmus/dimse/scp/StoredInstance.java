package io.isthmus.dimse.scp;

import java.io.IOException;
import java.io.InputStream;

/** An instance that a provider can send. */
public interface StoredInstance {
  /** SOP Class UID. */
  String sopClassUid();

  /** SOP Instance UID. */
  String sopInstanceUid();

  /** UID of the transfer syntax that its data set is encoded in. */
  String transferSyntax();

  /** The data set without group 0002, of even length; closed by the caller. */
  InputStream open() throws IOException;
}
