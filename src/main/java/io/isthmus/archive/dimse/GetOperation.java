package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.StoreHandler;
import io.isthmus.dimse.scu.GetScu;
import io.isthmus.dimse.scu.SubOperations;
import io.isthmus.pool.ContextsNeeded;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** C-GET (PS3.4 C.4.3, Y.4.2, Z.4.2). */
final class GetOperation {
  private static final String NAME = "C-GET";

  private final Hierarchy hierarchy;
  private final Leases leases;
  private final Failures failures;
  private final GetScu scu;
  private final Executor executor;

  GetOperation(
      Hierarchy hierarchy,
      Leases leases,
      Failures failures,
      DimseOptions options,
      Executor executor) {
    this.hierarchy = hierarchy;
    this.leases = leases;
    this.failures = failures;
    this.scu = new GetScu(options.cancelGrace(), options.moveGrace());
    this.executor = executor;
  }

  /**
   * Retrieves by the information model of the PACS.
   *
   * @param classes SOP classes to be received; no more than one association can offer
   */
  Attempt get(
      RetrieveScope scope, Collection<String> classes, Arrivals arrivals, Cancellation cancellation)
      throws ArchiveException {
    return get(
        leases.model().get(),
        hierarchy.identifier(scope, cancellation),
        classes,
        arrivals,
        cancellation);
  }

  /** Retrieves by any class of C-GET. */
  Attempt get(
      String sopClass,
      DataSet identifier,
      Collection<String> classes,
      Arrivals arrivals,
      Cancellation cancellation)
      throws ArchiveException {
    StoreArrivals stored = new StoreArrivals(arrivals);
    AtomicInteger arrived = new AtomicInteger();
    SubOperations ended =
        leases.operate(
            ContextsNeeded.retrieve(sopClass, classes, PassedSyntaxes.UIDS),
            cancellation,
            SopClass.name(sopClass).orElse(NAME),
            (association, answered) -> {
              StoreHandler handler =
                  (request, data) -> {
                    answered.set(true);
                    DimseStatus status = stored.store(request, data);
                    if (status.isSuccessOrWarning()) {
                      arrived.incrementAndGet();
                    }
                    return status;
                  };
              return scu.get(
                  association,
                  sopClass,
                  identifier,
                  handler,
                  Cancellations.forScu(cancellation, executor),
                  counts -> answered.set(true));
            });
    failures.requireNotCancelled(NAME, ended.status(), cancellation);
    return new Attempt(NAME, ended, arrived.get(), Set.of());
  }
}
