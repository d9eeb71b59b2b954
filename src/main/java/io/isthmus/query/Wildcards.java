package io.isthmus.query;

import java.util.regex.Pattern;

/** Wild card matching (PS3.4 C.2.2.2.4). */
final class Wildcards {
  private Wildcards() {}

  /** What a key matches, letter by letter: {@code *} any characters, {@code ?} one. */
  static Pattern pattern(String key) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      switch (key.charAt(i)) {
        case '*' -> pattern.append(".*");
        case '?' -> pattern.append('.');
        default -> pattern.append(Pattern.quote(key.substring(i, i + 1)));
      }
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }
}
