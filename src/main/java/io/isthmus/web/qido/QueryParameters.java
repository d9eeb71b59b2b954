package io.isthmus.web.qido;

import io.isthmus.web.http.BadRequestException;
import io.isthmus.web.http.Exchange.QueryParameter;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** The parameters that every search has besides its match parameters (PS3.18 8.3.4). */
final class QueryParameters {
  private static final Set<String> KNOWN =
      Set.of(
          "includefield",
          "limit",
          "offset",
          "fuzzymatching",
          "emptyvaluematching",
          "multiplevaluematching",
          "accept",
          "charset");

  /** What fits a long whatever its digits are. */
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final List<QueryParameter> parameters;

  private QueryParameters(List<QueryParameter> parameters) {
    this.parameters = parameters;
  }

  static QueryParameters of(List<QueryParameter> parameters) {
    return new QueryParameters(parameters);
  }

  /** The parameters that are not of these, in their order. */
  List<QueryParameter> others() {
    return parameters.stream().filter(one -> !KNOWN.contains(one.name())).toList();
  }

  /** The values of a parameter that may be given several times. */
  List<String> all(String name) {
    return parameters.stream()
        .filter(one -> one.name().equals(name))
        .map(QueryParameter::value)
        .toList();
  }

  /** An unsigned integer (QIDO-13). */
  OptionalLong number(String name) {
    List<String> values = single(name);
    if (values.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!NUMBER.matcher(values.getFirst()).matches()) {
      throw new BadRequestException(name + ": an unsigned integer is expected");
    }
    return OptionalLong.of(Long.parseLong(values.getFirst()));
  }

  /** A boolean, false where it is not given (QIDO-16). */
  boolean isTrue(String name) {
    List<String> values = single(name);
    if (values.isEmpty()) {
      return false;
    }
    return switch (values.getFirst()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadRequestException(name + ": true or false is expected");
    };
  }

  private List<String> single(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw new BadRequestException(name + " is given more than once");
    }
    return values;
  }
}
