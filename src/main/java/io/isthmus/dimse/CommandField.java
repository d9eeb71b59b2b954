package io.isthmus.dimse;

/** Values of Command Field (0000,0100) of requests (PS3.7 E.1). */
public final class CommandField {
  public static final int C_STORE_RQ = 0x0001;
  public static final int C_GET_RQ = 0x0010;
  public static final int C_FIND_RQ = 0x0020;
  public static final int C_MOVE_RQ = 0x0021;
  public static final int C_ECHO_RQ = 0x0030;
  public static final int C_CANCEL_RQ = 0x0FFF;

  /** What is added to the value of a request to make that of its response. */
  public static final int RESPONSE = 0x8000;

  private CommandField() {}
}
