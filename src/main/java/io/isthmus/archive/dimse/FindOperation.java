package io.isthmus.archive.dimse;

import io.isthmus.archive.Archive.Matches;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.FindRequest;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scu.FindScu;
import io.isthmus.pool.ContextsNeeded;
import io.isthmus.ul.Octets;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** C-FIND (PS3.4 C.4.1). */
final class FindOperation {
  /**
   * What is offered of relational queries, combined date and time, and fuzzy matching of names, the
   * last of them alone (PS3.4 Table C.5-2).
   */
  private static final List<Boolean> FUZZY = List.of(false, false, true);

  private final Leases leases;
  private final InformationModel model;
  private final Failures failures;
  private final FindScu scu;
  private final SearchText text;
  private final KnownClasses classes;
  private final Executor executor;

  FindOperation(
      Leases leases,
      Failures failures,
      DimseOptions options,
      KnownClasses classes,
      Executor executor) {
    this.leases = leases;
    this.model = leases.model();
    this.failures = failures;
    this.scu = new FindScu(options.cancelGrace());
    this.text = options.text();
    this.classes = classes;
    this.executor = executor;
  }

  FindOutcome find(FindRequest request, Matches matches, Cancellation cancellation)
      throws ArchiveException {
    KnownClasses.Told told = classes.told(request);
    Matches noted =
        match -> {
          told.add(match);
          return matches.accept(match);
        };
    FindOutcome outcome =
        find(request.level().name(), request.keys(), request.fuzzy(), noted, cancellation);
    told.keep();
    return outcome;
  }

  /** Searches at the level that Patient Root alone has (PS3.4 C.6.1.1). */
  FindOutcome findPatients(DataSet keys, boolean fuzzy, Matches matches, Cancellation cancellation)
      throws ArchiveException {
    return find("PATIENT", keys, fuzzy, matches, cancellation);
  }

  private FindOutcome find(
      String level, DataSet keys, boolean fuzzy, Matches matches, Cancellation cancellation)
      throws ArchiveException {
    DataSet identifier = text.sent(keys.toBuilder().text(Tag.QueryRetrieveLevel, level).build());
    Reception reception = new Reception(matches);
    DimseStatus status =
        leases.operate(
            new ContextsNeeded.Service(model.find(), fuzzy ? FUZZY : List.of()),
            cancellation,
            "C-FIND of the " + model.title() + " model",
            (association, answered) ->
                find(association, identifier, reception, cancellation, answered));
    return outcome(status, reception, cancellation);
  }

  private DimseStatus find(
      Association association,
      DataSet identifier,
      Reception reception,
      Cancellation cancellation,
      AtomicBoolean answered)
      throws IOException {
    reception.fuzzy = agreesOnFuzzy(association);
    try {
      return scu.find(
          association,
          model.find(),
          identifier,
          (match, pending) -> {
            answered.set(true);
            return reception.take(text.received(match), pending);
          },
          Cancellations.forScu(cancellation, executor));
    } catch (AssociationException gone) {
      // Who does not end a query after C-CANCEL is aborted; what was wanted of it has come.
      if (reception.hasEnough) {
        return DimseStatus.CANCEL;
      }
      throw gone;
    }
  }

  /** What was accepted, not what was offered, decides (DIM-08). */
  private boolean agreesOnFuzzy(Association association) {
    Octets accepted = association.agreement().extended(model.find());
    return accepted.length() >= FUZZY.size() && accepted.at(FUZZY.size() - 1) == 1;
  }

  private FindOutcome outcome(DimseStatus status, Reception reception, Cancellation cancellation)
      throws ArchiveException {
    boolean endedUnasked = !reception.hasEnough && status.category() == DimseStatus.Category.CANCEL;
    if (endedUnasked || cancellation.cancelled()) {
      throw failures.cancelled("C-FIND");
    }
    if (!reception.hasEnough && !status.isSuccessOrWarning()) {
      throw failures.of("C-FIND", status.code());
    }
    return new FindOutcome(
        !reception.hasEnough, reception.optionalKeysUnsupported, reception.fuzzy);
  }

  /** What was received, and whether it is enough. */
  private static final class Reception {
    private final Matches matches;
    private boolean hasEnough;
    private boolean optionalKeysUnsupported;
    private boolean fuzzy;

    Reception(Matches matches) {
      this.matches = matches;
    }

    boolean take(DataSet match, DimseStatus pending) {
      optionalKeysUnsupported |=
          pending.code() == DimseStatus.PENDING_OPTIONAL_KEYS_NOT_SUPPORTED.code();
      hasEnough = !matches.accept(match);
      return !hasEnough;
    }
  }
}
