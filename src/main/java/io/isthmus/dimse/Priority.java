package io.isthmus.dimse;

/** Priority (0000,0700) (PS3.7 9.1). */
public enum Priority {
  MEDIUM(0),
  HIGH(1),
  LOW(2);

  private final int code;

  Priority(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Priority of(int code) {
    return code == 1 ? HIGH : code == 2 ? LOW : MEDIUM;
  }
}
