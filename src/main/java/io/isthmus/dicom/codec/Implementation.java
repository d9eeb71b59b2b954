package io.isthmus.dicom.codec;

/** How this implementation names itself to others (PS3.7 D.3.3.2, PS3.10 7.1). */
public final class Implementation {
  /** Implementation Class UID. */
  public static final String CLASS_UID = "2.25.206385172619247835046511870023571911";

  /** Implementation Version Name, at most 16 characters. */
  public static final String VERSION_NAME = "ISTHMUS_0_1";

  private Implementation() {}
}
