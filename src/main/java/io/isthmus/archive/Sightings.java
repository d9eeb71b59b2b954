package io.isthmus.archive;

/** Takes what a PACS shows of itself while it serves. Called for every instance: quick. */
@FunctionalInterface
public interface Sightings {
  /** Nobody looks. */
  Sightings NONE = (pacs, trait, is) -> {};

  /**
   * Says that a PACS was seen to be so or not.
   *
   * @param pacs its opaque id
   */
  void seen(String pacs, Trait trait, boolean is);
}
