package io.isthmus.dimse;

/**
 * Status (0000,0900) of a response (PS3.7 C).
 *
 * @param code 0..65535
 * @param comment Error Comment (0000,0902); empty when none was given
 */
public record DimseStatus(int code, String comment) {
  /** What a status amounts to (PS3.7 C.1). */
  public enum Category {
    SUCCESS,
    WARNING,
    FAILURE,
    CANCEL,
    PENDING
  }

  public static final DimseStatus SUCCESS = of(0x0000);
  public static final DimseStatus PENDING = of(0xFF00);

  /** Pending; one or more optional keys were not supported (PS3.4 C.4.1.1.4). */
  public static final DimseStatus PENDING_OPTIONAL_KEYS_NOT_SUPPORTED = of(0xFF01);

  public static final DimseStatus CANCEL = of(0xFE00);
  public static final DimseStatus NO_SUCH_OBJECT_INSTANCE = of(0x0112);
  public static final DimseStatus PROCESSING_FAILURE = of(0x0110);
  public static final DimseStatus SOP_CLASS_NOT_SUPPORTED = of(0x0122);
  public static final DimseStatus NOT_AUTHORIZED = of(0x0124);
  public static final DimseStatus UNRECOGNIZED_OPERATION = of(0x0211);
  public static final DimseStatus OUT_OF_RESOURCES = of(0xA700);
  public static final DimseStatus UNABLE_TO_PERFORM_SUBOPERATIONS = of(0xA702);
  public static final DimseStatus MOVE_DESTINATION_UNKNOWN = of(0xA801);
  public static final DimseStatus DATA_SET_DOES_NOT_MATCH_SOP_CLASS = of(0xA900);
  public static final DimseStatus SUBOPERATIONS_COMPLETE_WITH_FAILURES = of(0xB000);
  public static final DimseStatus CANNOT_UNDERSTAND = of(0xC000);

  /** A status without a comment. */
  public static DimseStatus of(int code) {
    return new DimseStatus(code & 0xFFFF, "");
  }

  /** The same status with a comment of at most 64 characters; it may hold no patient data. */
  public DimseStatus withComment(String text) {
    return new DimseStatus(code, text.length() > 64 ? text.substring(0, 64) : text);
  }

  /** What the status amounts to. */
  public Category category() {
    return switch (code) {
      case 0x0000 -> Category.SUCCESS;
      case 0xFF00, 0xFF01 -> Category.PENDING;
      case 0xFE00 -> Category.CANCEL;
      case 0x0001, 0x0107, 0x0116 -> Category.WARNING;
      default -> code >>> 12 == 0xB ? Category.WARNING : Category.FAILURE;
    };
  }

  /** Whether the operation goes on after this response. */
  public boolean isPending() {
    return category() == Category.PENDING;
  }

  /** Whether this is neither a failure nor a cancel nor pending. */
  public boolean isSuccessOrWarning() {
    return category() == Category.SUCCESS || category() == Category.WARNING;
  }

  /** What the standard calls the status. */
  public String meaning() {
    return StatusMeanings.of(code);
  }

  /** The code as the standard writes it, such as {@code A700H}. */
  public String hex() {
    return String.format("%04XH", code);
  }

  @Override
  public String toString() {
    return hex() + " " + meaning();
  }
}
