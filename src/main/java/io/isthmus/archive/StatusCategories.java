package io.isthmus.archive;

import io.isthmus.archive.ArchiveFailure.Category;

/**
 * What a client may conclude from the final status of a C-FIND, C-GET or C-MOVE: the one table that
 * says so (PS3.7 C, PS3.4 C.4; DIM-14, DIM-31, DIM-43).
 */
public final class StatusCategories {
  private StatusCategories() {}

  /** The category of a status that is a failure. */
  public static Category of(int status) {
    return switch (status) {
      // Out of resources: of the search, of the count of matches, of the sub-operations (PS3.4
      // C.4.1.1.4, C.4.2.1.5).
      case 0xA700, 0xA701, 0xA702, 0x0213 -> Category.BUSY;
      case 0xFE00 -> Category.CANCELLED;
      // None of the frames that were asked for (PS3.4 Y.4.1.1.4).
      case 0x0112, 0xAA00 -> Category.NOT_FOUND;
      // Frames that cannot be extracted: the whole instance can be.
      case 0x0118, 0x0122, 0x0211, 0xAA01, 0xAA02 -> Category.UNSUPPORTED;
      case 0x0124 -> Category.DENIED;
      default -> Category.UPSTREAM;
    };
  }

  /**
   * The same for what the PACS is known to hold, so that no status means that it is not there; what
   * is missing of it after a success or warning is the fault of the PACS.
   */
  public static Category ofHeld(int status) {
    Category category = of(status);
    return category == Category.NOT_FOUND ? Category.UPSTREAM : category;
  }

  /** Whether a status says that asking in another way is of no use now: no room, or no leave. */
  public static boolean isFinal(int status) {
    return switch (status) {
      case 0xA700, 0xA701, 0x0213, 0x0124 -> true;
      default -> false;
    };
  }
}
