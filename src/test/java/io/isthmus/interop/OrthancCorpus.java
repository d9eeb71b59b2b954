package io.isthmus.interop;

import java.util.Set;

/** What is known of the real files as an Orthanc holds them. */
final class OrthancCorpus {

  /**
   * Instances that no plain C-GET brings, so that nothing but a failure may be answered for them.
   */
  static final Set<String> NOT_SENT =
      Set.of(
          // Their SOP Class UID has VR UN: Orthanc finds no context for them and ends with C000H,
          // for dcmtk's getscu as for us.
          "1.2.826.0.1.3680043.2.1143.4707583076365531201226442598476425810",
          "1.2.826.0.1.3680043.2.1143.8035463451273999196579170790809357029",
          // JPEG XL, and deflated frames: transfer syntaxes that this Orthanc stores and cannot
          // send.
          "1.2.840.113619.2.391.235.1611577845.50.1.512",
          "1.2.826.0.1.3680043.8.498.32960004557347347640133502459043482583");

  /**
   * A study that Orthanc holds as two, because its files differ in what it takes a patient by; each
   * record counts its half.
   */
  static final String HELD_TWICE = "1.2.840.113619.2.30.1.1762295590.1623.978668949.886";

  /**
   * A study whose Study Instance UID is no UID: it is listed, and paths that name it are refused
   * (COM-05).
   */
  static final String NO_UID = "05fa52f0e599f17b8186ff18fcdf2b5570a52206a75c4d03afebf5c475dc8758";

  private OrthancCorpus() {}
}
