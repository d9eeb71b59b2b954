package io.isthmus.retrieve;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Archives;
import io.isthmus.security.Access;
import io.isthmus.security.AccessDeniedException;
import io.isthmus.security.Action;
import io.isthmus.security.Caller;

/** The PACS for those who may retrieve from them. */
record PermittedArchives(Archives archives, Access access) {

  /**
   * A PACS for a caller.
   *
   * @throws AccessDeniedException when the caller may not retrieve there
   * @throws ArchiveException when there is no such PACS
   */
  Archive permitted(Caller caller, String pacs) throws ArchiveException {
    Archive archive =
        archives
            .find(pacs)
            .orElseThrow(
                () -> new ArchiveException(new ArchiveFailure.NotFound(pacs, "no such PACS")));
    if (!access.permits(caller, Action.RETRIEVE, pacs)) {
      throw new AccessDeniedException(caller, Action.RETRIEVE, pacs);
    }
    return archive;
  }
}
