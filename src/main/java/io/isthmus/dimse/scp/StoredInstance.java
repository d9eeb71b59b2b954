package io.isthmus.dimse.scp;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** An instance that a provider can send. */
public interface StoredInstance {
  /** SOP Class UID. */
  String sopClassUid();

  /** SOP Instance UID. */
  String sopInstanceUid();

  /** UIDs of the transfer syntaxes in which the data set can be had, the most wanted one first. */
  List<String> transferSyntaxes();

  /** The data set without group 0002, of even length, in one of them; closed by the caller. */
  InputStream open(String transferSyntax) throws IOException;
}
