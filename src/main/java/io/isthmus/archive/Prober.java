package io.isthmus.archive;

import java.util.Map;

/** Finds out what a PACS can do by trying. Changes nothing there. */
@FunctionalInterface
public interface Prober {
  /**
   * Tries the PACS; takes seconds.
   *
   * @return what could be found out; what an empty archive cannot show is left out
   * @throws ArchiveException when the PACS does not answer
   */
  Map<Trait, Finding> probe() throws ArchiveException;
}
