package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.StatusCategories;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.pool.BreakerOpenException;
import io.isthmus.pool.LeaseCancelledException;
import io.isthmus.pool.PoolClosedException;
import io.isthmus.pool.PoolException;
import io.isthmus.pool.PoolExhaustedException;
import io.isthmus.ul.Pdu;
import io.isthmus.ul.net.AssociationException;
import java.io.IOException;
import java.util.Locale;

/**
 * Says what happened on the wire in words that clients may read: no host, port or AE title; those
 * are in the cause, for the log.
 */
final class Failures {
  private final String pacs;

  Failures(String pacs) {
    this.pacs = pacs;
  }

  /** What a broken or refused association means. */
  ArchiveException of(IOException thrown) {
    ArchiveFailure failure =
        switch (thrown) {
          case AssociationException association -> of(association);
          case PoolException refused -> of(refused);
          case MalformedDicomException malformed ->
              new ArchiveFailure.Broken(
                  pacs,
                  "the PACS sent a data set that cannot be read, at %s, offset %d"
                      .formatted(Tag.format(malformed.tag()), malformed.offset()));
          default -> new ArchiveFailure.Broken(pacs, "the operation broke off");
        };
    return new ArchiveException(failure, thrown);
  }

  private ArchiveFailure of(AssociationException association) {
    return switch (association.reason()) {
      case CONNECT_FAILED -> new ArchiveFailure.Unreachable(pacs, "no connection");
      case REJECTED_TRANSIENT -> new ArchiveFailure.Rejected(pacs, false, rejection(association));
      case REJECTED_PERMANENT -> new ArchiveFailure.Rejected(pacs, true, rejection(association));
      case ABORTED -> new ArchiveFailure.Broken(pacs, "the PACS aborted the association");
      case TIMED_OUT -> new ArchiveFailure.TimedOut(pacs, "no answer in time" + phase(association));
      case PROTOCOL_ERROR -> new ArchiveFailure.Broken(pacs, "the PACS broke the protocol");
      case CLOSED -> new ArchiveFailure.Broken(pacs, "the association ended too early");
    };
  }

  private ArchiveFailure of(PoolException refused) {
    return switch (refused) {
      case PoolExhaustedException exhausted ->
          new ArchiveFailure.Exhausted(pacs, "no association came free in time");
      case BreakerOpenException open ->
          new ArchiveFailure.Unreachable(pacs, "not tried for a moment after several failures");
      case LeaseCancelledException cancelled ->
          new ArchiveFailure.Cancelled(pacs, "cancelled while waiting for an association");
      case PoolClosedException closed ->
          new ArchiveFailure.Unreachable(pacs, "the gateway is ending");
    };
  }

  /** A final status that is a failure; A801H is a fault of the configuration (DIM-29). */
  ArchiveException of(String operation, int status) {
    return of(operation, status, StatusCategories.of(status));
  }

  /** The same for what the PACS holds, so that no status means that it is not there. */
  ArchiveException ofHeld(String operation, int status) {
    return of(operation, status, StatusCategories.ofHeld(status));
  }

  private ArchiveException of(String operation, int status, ArchiveFailure.Category category) {
    return new ArchiveException(
        new ArchiveFailure.Failed(
            pacs,
            category,
            status,
            "%s ended with status %04XH%s"
                .formatted(
                    operation,
                    status,
                    status == DimseStatus.MOVE_DESTINATION_UNKNOWN.code()
                        ? ": the PACS has to be told where our AE title is"
                        : "")));
  }

  /** Nothing free in time. */
  ArchiveException exhausted(String why) {
    return new ArchiveException(new ArchiveFailure.Exhausted(pacs, why));
  }

  /** Nothing matches the UIDs (DIM-25). */
  ArchiveException notFound() {
    return new ArchiveException(new ArchiveFailure.NotFound(pacs, "nothing matches the UIDs"));
  }

  /** Patients of one Patient ID, whose studies could be taken for each other's. */
  ArchiveException ambiguousPatient() {
    return new ArchiveException(
        new ArchiveFailure.Broken(
            pacs, "several patients have one Patient ID, the unique key of Patient Root"));
  }

  /** A retrieve that ended well without an instance of those that the PACS says it holds. */
  ArchiveException nothingSent(String operation, int status) {
    return new ArchiveException(
        new ArchiveFailure.Failed(
            pacs,
            ArchiveFailure.Category.UPSTREAM,
            status,
            "%s ended with status %04XH and sent nothing".formatted(operation, status)));
  }

  /** Ends an operation that was cancelled, by us or by the PACS. */
  void requireNotCancelled(String operation, DimseStatus status, Cancellation cancellation)
      throws ArchiveException {
    if (cancellation.cancelled() || status.category() == DimseStatus.Category.CANCEL) {
      throw cancelled(operation);
    }
  }

  /** An operation that the gateway itself ended. */
  ArchiveException cancelled(String operation) {
    return new ArchiveException(new ArchiveFailure.Cancelled(pacs, operation + " was cancelled"));
  }

  /** A SOP class for which the PACS accepted no presentation context. */
  ArchiveException unsupported(String operation) {
    return new ArchiveException(
        new ArchiveFailure.Unsupported(pacs, "the PACS does not offer " + operation));
  }

  private static String rejection(AssociationException association) {
    return "the PACS rejected the association"
        + association.rejection().map((Pdu.AAssociateRj rj) -> ": " + rj.meaning()).orElse("");
  }

  private static String phase(AssociationException association) {
    return association
        .phase()
        .map(phase -> ": " + phase.name().toLowerCase(Locale.ROOT))
        .orElse("");
  }
}
