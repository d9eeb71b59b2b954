package io.isthmus.web.http;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An answer that tells what went wrong (COM-06).
 *
 * @param status HTTP status, 400 to 599
 * @param message for people, without data of patients and without names of hosts
 * @param dicomStatus DIMSE status of the PACS, if it gave one
 * @param retryAfter when asking again makes sense
 * @param allow methods that are allowed, with 405 only
 * @param size bytes of what a range was asked of, with 416 only
 */
public record Problem(
    int status,
    String message,
    OptionalInt dicomStatus,
    Optional<Duration> retryAfter,
    List<String> allow,
    OptionalLong size) {

  public Problem {
    allow = List.copyOf(allow);
  }

  /** A problem without further facts. */
  public static Problem of(int status, String message) {
    return new Problem(
        status, message, OptionalInt.empty(), Optional.empty(), List.of(), OptionalLong.empty());
  }

  Problem withRetryAfter(Duration duration) {
    return new Problem(status, message, dicomStatus, Optional.of(duration), allow, size);
  }

  Problem withDicomStatus(OptionalInt dimseStatus) {
    return new Problem(status, message, dimseStatus, retryAfter, allow, size);
  }

  Problem withAllow(List<String> methods) {
    return new Problem(status, message, dicomStatus, retryAfter, methods, size);
  }

  Problem withSize(long bytes) {
    return new Problem(status, message, dicomStatus, retryAfter, allow, OptionalLong.of(bytes));
  }

  /** The DIMSE status as four hexadecimal digits. */
  public Optional<String> dicomStatusCode() {
    return dicomStatus.isPresent()
        ? Optional.of(String.format(Locale.ROOT, "%04X", dicomStatus.getAsInt()))
        : Optional.empty();
  }

  /** The status report as JSON. */
  public String json(String requestId) {
    JsonObject report = new JsonObject().put("status", status).put("message", message);
    dicomStatusCode().ifPresent(code -> report.put("dicomStatus", code));
    return report.put("requestId", requestId).encode();
  }

  /** The status report as lines of text. */
  public String text(String requestId) {
    return status
        + " "
        + message
        + "\n"
        + dicomStatusCode().map(code -> "DICOM status " + code + "\n").orElse("")
        + "request "
        + requestId
        + "\n";
  }
}
