package io.isthmus.web.http;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.derived.BusyException;
import io.isthmus.pixel.CodecException;
import io.isthmus.query.InvalidSearchException;
import io.isthmus.query.TooManyMatchesException;
import io.isthmus.security.AccessDeniedException;
import java.time.Duration;
import java.util.Locale;

/** The one place that makes HTTP statuses of what went wrong (COM-06, COM-08, COM-09). */
public final class ProblemMapper {
  /** After this time a busy or absent PACS is worth asking again. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private ProblemMapper() {}

  /** The problem to be told to the client. */
  public static Problem map(Throwable thrown) {
    return switch (thrown) {
      case BadRequestException bad -> Problem.of(400, said(bad));
      case InvalidSearchException invalid -> Problem.of(400, said(invalid));
      case AccessDeniedException _ -> Problem.of(403, "this is not permitted");
      case NotFoundException absent -> Problem.of(404, said(absent));
      case MethodNotAllowedException method ->
          Problem.of(405, said(method)).withAllow(method.allowed());
      case NotAcceptableException type -> Problem.of(406, said(type));
      case TooManyMatchesException tooMany -> Problem.of(413, said(tooMany));
      case RangeNotSatisfiableException range ->
          Problem.of(416, said(range)).withSize(range.size());
      case NotProvidedException off -> Problem.of(501, said(off));
      case BusyException busy -> Problem.of(503, said(busy)).withRetryAfter(RETRY_AFTER);
      case CodecException late when late.reason() == CodecException.Reason.TIMED_OUT ->
          Problem.of(503, said(late)).withRetryAfter(RETRY_AFTER);
      case ArchiveException archive -> ofArchive(archive.failure());
      default -> Problem.of(500, "the gateway failed at this request");
    };
  }

  /** Whether the cause is unknown, so that the log must have all of it. */
  static boolean isUnexpected(Problem problem) {
    return problem.status() == 500;
  }

  private static Problem ofArchive(ArchiveFailure failure) {
    String message = "PACS " + failure.pacs() + ": " + described(failure);
    Problem problem =
        switch (failure.category()) {
          case NOT_FOUND -> Problem.of(404, message);
          case BUSY, CANCELLED -> Problem.of(503, message).withRetryAfter(RETRY_AFTER);
          case UPSTREAM -> Problem.of(502, message);
          case TIMEOUT -> Problem.of(504, message);
          case UNSUPPORTED -> Problem.of(501, message);
          case DENIED -> Problem.of(403, message);
        };
    return problem.withDicomStatus(failure.dimseStatus());
  }

  /** Words of our own: those of the failure may name hosts and AE titles, and are for the log. */
  private static String described(ArchiveFailure failure) {
    return switch (failure) {
      case ArchiveFailure.Unreachable _ -> "cannot be reached at the moment";
      case ArchiveFailure.NotNow own -> "not now: " + own.message();
      case ArchiveFailure.Exhausted _ -> "is busy; all its associations are in use";
      case ArchiveFailure.Rejected rejected ->
          rejected.lasting()
              ? "rejects associations with this gateway"
              : "rejects associations at the moment";
      case ArchiveFailure.Broken _ -> "broke off or answered against the protocol";
      case ArchiveFailure.TimedOut _ -> "did not answer in time";
      case ArchiveFailure.Unsupported _ -> "does not support this";
      case ArchiveFailure.NotFound _ -> "has nothing that matches";
      case ArchiveFailure.Cancelled _ -> "the operation was cancelled";
      case ArchiveFailure.Failed failed ->
          "ended the operation with status " + String.format(Locale.ROOT, "%04X", failed.status());
    };
  }

  private static String said(Exception exception) {
    String message = exception.getMessage();
    return message == null ? "" : message;
  }
}
