package io.isthmus.web.qido;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.query.Search;
import io.isthmus.query.SearchAnswer;
import io.isthmus.security.Caller;

/** Answers searches; {@link io.isthmus.query.QueryService} does. */
@FunctionalInterface
public interface Searches {

  /**
   * Searches a PACS.
   *
   * @throws ArchiveException when the PACS did not answer in full
   */
  SearchAnswer search(Caller caller, String pacs, Search search, Cancellation cancellation)
      throws ArchiveException;
}
