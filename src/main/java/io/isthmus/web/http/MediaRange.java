package io.isthmus.web.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A media type or a range of them, as in Accept headers (RFC 9110 12.5.1, PS3.18 8.7.3).
 *
 * @param type in lower case, or {@code *}
 * @param subtype in lower case, or {@code *}
 * @param parameters without q; names in lower case, in their order
 * @param quality in thousandths, 0 to 1000
 */
public record MediaRange(String type, String subtype, Map<String, String> parameters, int quality) {
  static final int BEST = 1000;

  public MediaRange {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * The ranges of a list in their order; those that are malformed or name a parameter twice are
   * left out (MT-02). One that names several transfer syntaxes becomes one with each.
   */
  public static List<MediaRange> list(String list) {
    return MediaRangeReader.list(list);
  }

  /**
   * One media type.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static MediaRange of(String text) {
    List<MediaRange> ranges = list(text);
    if (ranges.size() != 1) {
      throw new IllegalArgumentException("not a media type: " + text);
    }
    return ranges.getFirst();
  }

  /** The same with one more parameter, the last. */
  MediaRange with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new MediaRange(type, subtype, more, quality);
  }

  /** The value of a parameter. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** Whether type or subtype, or those of the {@code type} parameter, stand for any. */
  public boolean hasWildcard() {
    return type.equals("*")
        || subtype.equals("*")
        || parameter("type").filter(part -> part.contains("*")).isPresent();
  }

  /**
   * Whether a media type lies in this range. Of the parameters only {@code type} counts, which
   * names the media type of the parts of a multipart (MT-07).
   */
  public boolean includes(MediaRange media) {
    if (!covers(type, media.type) || !covers(subtype, media.subtype)) {
      return false;
    }
    Optional<MediaRange> wanted = parts();
    return wanted.isEmpty()
        || media.parts().filter(part -> wanted.get().includes(part)).isPresent();
  }

  /** How narrow the range is, the narrowest highest (MT-03). */
  int specificity() {
    int own = type.equals("*") ? 0 : subtype.equals("*") ? 1 : 2;
    int inner = parts().map(MediaRange::specificity).orElse(-1) + 1;
    int syntax = parameter("transfer-syntax").map(uid -> uid.equals("*") ? 1 : 2).orElse(0);
    return (own * 4 + inner) * 3 + syntax;
  }

  /** The type as in Content-Type, parameter values quoted where they must be, without q. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(type).append('/').append(subtype);
    parameters.forEach((name, value) -> {
      boolean token = value.chars().allMatch(MediaRangeReader::isTokenCharacter);
      text.append("; ").append(name).append('=');
      text.append(token ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    });
    return text.toString();
  }

  private Optional<MediaRange> parts() {
    return type.equals("multipart")
        ? parameter("type")
            .flatMap(part -> list(part.toLowerCase(Locale.ROOT)).stream().findFirst())
        : Optional.empty();
  }

  private static boolean covers(String wanted, String given) {
    return wanted.equals("*") || wanted.equals(given);
  }
}
