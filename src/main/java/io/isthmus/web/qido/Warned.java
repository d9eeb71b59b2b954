package io.isthmus.web.qido;

import io.isthmus.web.http.BadRequestException;
import java.util.ArrayList;
import java.util.List;

/** What of a query is left out, to be said in Warnings, or in strict mode refused (COM-03). */
final class Warned {
  private static final int NAME_LENGTH = 64;
  private static final int MOST_NAMES = 20;

  private final boolean strict;
  private final List<String> parameters = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();

  Warned(boolean strict) {
    this.strict = strict;
  }

  /** A parameter that this transaction does not know. */
  void parameter(String name) {
    if (strict) {
      throw new BadRequestException("the parameter " + shortened(name) + " is not supported");
    }
    if (parameters.size() < MOST_NAMES && !parameters.contains(shortened(name))) {
      parameters.add(shortened(name));
    }
  }

  /** Anything else. */
  void text(String text) {
    if (!texts.contains(text)) {
      texts.add(text);
    }
  }

  List<String> texts() {
    List<String> all = new ArrayList<>();
    if (!parameters.isEmpty()) {
      all.add(
          "The following parameters are not supported and were ignored: "
              + String.join(",", parameters));
    }
    all.addAll(texts);
    return all;
  }

  private static String shortened(String name) {
    return name.length() <= NAME_LENGTH ? name : name.substring(0, NAME_LENGTH);
  }
}
