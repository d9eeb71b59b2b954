package io.isthmus.web.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads media ranges. Values of parameters may be quoted or not, also such as {@code
 * type=application/dicom}, which RFC 9110 wants quoted and clients send bare. Versions of OHIF name
 * several transfer syntaxes in one range: that stands for a range with each.
 */
final class MediaRangeReader {
  private static final String TRANSFER_SYNTAX = "transfer-syntax";
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern TYPE = Pattern.compile("(" + TOKEN + ")/(" + TOKEN + ")");
  private static final Pattern NAME = Pattern.compile(TOKEN);
  private static final Pattern BARE_VALUE = Pattern.compile("[^\\s\",;=]+");
  private static final Pattern QUALITY = Pattern.compile("0|0?\\.\\d{0,3}|1|1\\.0{0,3}");

  private MediaRangeReader() {}

  static List<MediaRange> list(String list) {
    return split(list, ',').stream().flatMap(MediaRangeReader::ranges).toList();
  }

  static boolean isTokenCharacter(int c) {
    return NAME.matcher(Character.toString(c)).matches();
  }

  /** None of what is malformed. */
  private static Stream<MediaRange> ranges(String text) {
    List<String> parts = split(text, ';');
    String name = parts.getFirst().strip();
    Matcher type = TYPE.matcher(name.equals("*") ? "*/*" : name);
    if (!type.matches() || (type.group(1).equals("*") && !type.group(2).equals("*"))) {
      return Stream.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    List<String> syntaxes = new ArrayList<>();
    for (String part : parts.subList(1, parts.size())) {
      if (!part.isBlank() && !readParameter(part, parameters, syntaxes)) {
        return Stream.empty();
      }
    }
    OptionalInt quality = quality(parameters.remove("q"));
    if (quality.isEmpty()) {
      return Stream.empty();
    }
    MediaRange range =
        new MediaRange(lower(type.group(1)), lower(type.group(2)), parameters, quality.getAsInt());
    return syntaxes.isEmpty()
        ? Stream.of(range)
        : syntaxes.stream().distinct().map(syntax -> range.with(TRANSFER_SYNTAX, syntax));
  }

  private static boolean readParameter(
      String text, Map<String, String> parameters, List<String> syntaxes) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return false;
    }
    String name = lower(text.substring(0, equals).strip());
    String value = value(text.substring(equals + 1).strip());
    if (!NAME.matcher(name).matches() || value == null) {
      return false;
    }
    if (name.equals(TRANSFER_SYNTAX)) {
      return syntaxes.add(value);
    }
    return parameters.putIfAbsent(name, value) == null;
  }

  private static @Nullable String value(String text) {
    if (!text.startsWith("\"")) {
      return BARE_VALUE.matcher(text).matches() ? text : null;
    }
    if (text.length() < 2 || !text.endsWith("\"")) {
      return null;
    }
    return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  /** Thousandths; a leading zero may be missing, as some clients have it. */
  private static OptionalInt quality(@Nullable String text) {
    if (text == null) {
      return OptionalInt.of(MediaRange.BEST);
    }
    if (!QUALITY.matcher(text).matches() || text.equals(".")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) Math.round(Double.parseDouble(text) * MediaRange.BEST));
  }

  /** Splits where the separator is not within quotes. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
