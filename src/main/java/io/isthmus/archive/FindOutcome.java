package io.isthmus.archive;

/**
 * How a search ended.
 *
 * @param exhausted whether the PACS sent all its matches; false when the receiver stopped the
 *     search
 * @param optionalKeysUnsupported whether the PACS said FF01H (PS3.4 C.4.1.1.4): optional keys were
 *     not matched
 * @param fuzzy whether the PACS matched names by likeness
 */
public record FindOutcome(boolean exhausted, boolean optionalKeysUnsupported, boolean fuzzy) {

  /** With names matched as they are written. */
  public FindOutcome(boolean exhausted, boolean optionalKeysUnsupported) {
    this(exhausted, optionalKeysUnsupported, false);
  }
}
