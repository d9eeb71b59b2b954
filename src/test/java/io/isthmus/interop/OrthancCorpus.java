package io.isthmus.interop;

import java.util.Map;

/** What is known of the real files as an Orthanc holds them. */
final class OrthancCorpus {

  /** Studies that no plain C-GET brings, and the status that the gateway answers for them. */
  static final Map<String, Integer> NOT_SENT =
      Map.of(
          // Two instances have their SOP Class UID with VR UN: Orthanc finds no context for them and ends with C000H, for
          // dcmtk's getscu as for us.
          "1.2.840.113619.2.30.1.1762295590.1623.978668949.886", 502,
          // Its Study Instance UID is no UID (COM-05).
          "05fa52f0e599f17b8186ff18fcdf2b5570a52206a75c4d03afebf5c475dc8758", 400);

  private OrthancCorpus() {}
}
