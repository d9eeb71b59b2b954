package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dimse.StoreHandler;
import io.isthmus.dimse.scu.GetScu;
import io.isthmus.dimse.scu.SubOperations;
import io.isthmus.pool.ContextsNeeded;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.concurrent.Executor;

/** C-GET of the Study Root model (PS3.4 C.4.3). */
final class GetOperation {
  private final Leases leases;
  private final Failures failures;
  private final GetScu scu;
  private final Executor executor;

  GetOperation(Leases leases, Failures failures, Duration cancelGrace, Executor executor) {
    this.leases = leases;
    this.failures = failures;
    this.scu = new GetScu(cancelGrace);
    this.executor = executor;
  }

  RetrieveOutcome get(
      RetrieveScope scope,
      NavigableSet<String> classes,
      Arrivals arrivals,
      Cancellation cancellation)
      throws ArchiveException {
    StoreArrivals stored = new StoreArrivals(arrivals);
    SubOperations ended =
        leases.operate(
            ContextsNeeded.retrieve(SopClass.StudyRootGet, classes, PassedSyntaxes.UIDS),
            cancellation,
            "C-GET of the Study Root model",
            (association, answered) -> {
              StoreHandler handler =
                  (request, data) -> {
                    answered.set(true);
                    return stored.store(request, data);
                  };
              return scu.get(
                  association,
                  SopClass.StudyRootGet,
                  identifier(scope),
                  handler,
                  Cancellations.forScu(cancellation, executor));
            });
    return RetrieveEnding.outcome("C-GET", ended, ended.received(), cancellation, failures);
  }

  /** The unique keys down to the level (DIM-24). */
  static DataSet identifier(RetrieveScope scope) {
    DataSetBuilder builder =
        DataSet.builder()
            .text(Tag.QueryRetrieveLevel, scope.level().name())
            .uid(Tag.StudyInstanceUID, scope.studyInstanceUid());
    scope.seriesInstanceUid().ifPresent(uid -> builder.uid(Tag.SeriesInstanceUID, uid));
    if (!scope.sopInstanceUids().isEmpty()) {
      builder.uid(Tag.SOPInstanceUID, scope.sopInstanceUids().toArray(String[]::new));
    }
    return builder.build();
  }
}
