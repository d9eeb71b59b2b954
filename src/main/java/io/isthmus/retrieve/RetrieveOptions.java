package io.isthmus.retrieve;

import java.time.Duration;
import java.util.function.Function;

/**
 * How retrievals are answered.
 *
 * @param commit when an answer may begin
 * @param askAfter what was held or asked longer ago is asked of the PACS again
 * @param maxAge what was retrieved longer ago is retrieved anew
 * @param partialFor how long a retrieve that ended partial is remembered
 * @param overtakeAfter how long one instance is waited for in a larger retrieve
 * @param readAhead most bytes that are read of a series before they are asked for, where its
 *     instances are asked for one after the other; 0 for none
 * @param descriptions what instances are described from, by the id of the PACS
 */
public record RetrieveOptions(
    Commit commit,
    Duration askAfter,
    Duration maxAge,
    Duration partialFor,
    Duration overtakeAfter,
    long readAhead,
    Function<String, Descriptions> descriptions) {

  /** The defaults of the configuration. */
  public static final RetrieveOptions DEFAULT =
      new RetrieveOptions(
          Commit.STREAM,
          Duration.ofSeconds(30),
          Duration.ofHours(1),
          Duration.ofMinutes(5),
          Duration.ofMillis(50),
          0,
          pacs -> Descriptions.AUTO);

  /** When the first instance is given (DIM-33). */
  public enum Commit {
    /** As soon as it begins to arrive. */
    STREAM,
    /** When the outcome is known, or the spool is too small to wait for it. */
    CHECKED
  }

  /** The same with another way to begin. */
  public RetrieveOptions committing(Commit other) {
    return new RetrieveOptions(
        other, askAfter, maxAge, partialFor, overtakeAfter, readAhead, descriptions);
  }

  /** The same with another way to describe instances, whatever the PACS. */
  public RetrieveOptions describing(Descriptions other) {
    return new RetrieveOptions(
        commit, askAfter, maxAge, partialFor, overtakeAfter, readAhead, pacs -> other);
  }

  /** The same with another bound of reading ahead. */
  public RetrieveOptions readingAhead(long bytes) {
    return new RetrieveOptions(
        commit, askAfter, maxAge, partialFor, overtakeAfter, bytes, descriptions);
  }
}
