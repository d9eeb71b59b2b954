package io.isthmus.archive;

/** Query/Retrieve Level (0008,0052) of the Study Root model (PS3.4 C.6.2.1). */
public enum QueryLevel {
  STUDY,
  SERIES,
  IMAGE
}
