package io.isthmus.web.http;

import java.util.List;

/**
 * A parameter of requests, for those who describe endpoints.
 *
 * @param place where it stands
 * @param repeating whether it may be given several times
 * @param options the values that it can have; empty where there is no list of them
 * @param meaning of it in a few words
 * @param example a value that it can have
 */
public record Parameter(
    String name,
    Place place,
    Type type,
    boolean repeating,
    List<String> options,
    String meaning,
    String example) {

  public Parameter {
    options = List.copyOf(options);
  }

  /** Parts of a request. */
  public enum Place {
    /** Behind the question mark. */
    QUERY,
    /** Among the header fields. */
    HEADER
  }

  /** Kinds of values. */
  public enum Type {
    TEXT,
    /** An unsigned integer. */
    NUMBER,
    /** {@code true} or {@code false}. */
    TRUTH,
    /** The keyword of an attribute whose values are matched, with that attribute's values. */
    ATTRIBUTE
  }

  static Parameter query(String name, Type type, String meaning, String example) {
    List<String> options = type == Type.TRUTH ? List.of("true", "false") : List.of();
    return new Parameter(name, Place.QUERY, type, false, options, meaning, example);
  }

  static Parameter header(String name, String meaning, String example) {
    return new Parameter(name, Place.HEADER, Type.TEXT, false, List.of(), meaning, example);
  }

  /** As this one, but it may be given several times. */
  Parameter repeated() {
    return new Parameter(name, place, type, true, options, meaning, example);
  }

  /** As this one, with a value that says more than any other. */
  Parameter or(String option) {
    return new Parameter(name, place, type, repeating, List.of(option), meaning, example);
  }
}
