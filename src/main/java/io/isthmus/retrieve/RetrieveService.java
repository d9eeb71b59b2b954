package io.isthmus.retrieve;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Archives;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import io.isthmus.security.AccessDeniedException;
import io.isthmus.security.Caller;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * Retrieves instances so that a PACS is asked once for what any number of readers want, at the same
 * time or soon after. Thread safe.
 */
public final class RetrieveService {
  private final PermittedArchives archives;
  private final RetrieveOptions options;
  private final Holdings holdings;
  private final RunningFlights flights = new RunningFlights();
  private final Boarding.Means means;

  /**
   * Makes a service that holds nothing.
   *
   * @param executor gives each retrieve a thread of its own, on which it blocks
   */
  public RetrieveService(
      Archives archives,
      Access access,
      InstanceSpool spool,
      Executor executor,
      RetrieveOptions options,
      Clock clock) {
    this.archives = new PermittedArchives(archives, access);
    this.options = options;
    this.holdings = new Holdings(spool, options, clock);
    this.means =
        new Boarding.Means(spool, executor, options, holdings, new ReadAhead(clock), flights);
  }

  /** Opens what may be held for a while without asking the PACS about it. */
  public Retrieval open(Caller caller, String pacs, RetrieveScope scope) throws ArchiveException {
    return open(caller, pacs, scope, false);
  }

  /**
   * Gives what is held, joins a running retrieve or begins one; does not wait for the PACS.
   *
   * @param pacs opaque id of the PACS
   * @param anew whether the PACS is to be asked about what is held, however lately it was
   * @throws AccessDeniedException when the caller may not retrieve there; asked also of those who
   *     join, and of those who get what is held
   * @throws ArchiveException when there is no such PACS
   */
  public Retrieval open(Caller caller, String pacs, RetrieveScope scope, boolean anew)
      throws ArchiveException {
    return new Boarding(permitted(caller, pacs), anew, false, means).open(scope);
  }

  /**
   * The same for a reader that only describes instances: of those that are not held it may get them
   * without their bulk data (DIM-27).
   */
  public Retrieval openToDescribe(Caller caller, String pacs, RetrieveScope scope, boolean anew)
      throws ArchiveException {
    boolean headless = descriptions(pacs) == Descriptions.AUTO;
    return new Boarding(permitted(caller, pacs), anew, headless, means).open(scope);
  }

  /** What instances of a PACS are described from. */
  public Descriptions descriptions(String pacs) {
    return options.descriptions().apply(pacs);
  }

  /** Whether an instance is held, or on its way for somebody. */
  public boolean isAtHand(String pacs, RetrieveScope instance) {
    StudyHolding study = holdings.study(pacs, instance.studyInstanceUid());
    boolean held = !holdings.uids(study, instance).isEmpty();
    holdings.tidy(study);
    return held || flights.bringing(pacs, instance).anyMatch(flight -> !flight.headless());
  }

  /**
   * The PACS, for a caller who may retrieve there.
   *
   * @throws AccessDeniedException when the caller may not
   * @throws ArchiveException when there is no such PACS
   */
  public Archive permitted(Caller caller, String pacs) throws ArchiveException {
    return archives.permitted(caller, pacs);
  }

  /** Bytes of what is held that nobody reads at this moment: they come free when they must. */
  public long idleBytes() {
    return holdings.idleBytes();
  }
}
