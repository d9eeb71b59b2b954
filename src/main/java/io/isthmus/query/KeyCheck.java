package io.isthmus.query;

import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds what a PACS returns against the keys of the search: some PACS ignore keys that they do not
 * know, and answer with what was not asked for (QIDO-23). Only a value that shows it counts; what
 * is left out or empty shows nothing, and neither do differences that PACS may rightly overlook,
 * such as those between capital and small letters.
 */
final class KeyCheck {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final int DATE_LENGTH = 8;

  private final Map<QueryLevel, List<MatchKey>> keys = new EnumMap<>(QueryLevel.class);
  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();
  private final List<CombinedRange> moments;
  private final QueryLevel last;
  private volatile boolean untold;

  KeyCheck(Search search) {
    this.moments = CombinedRange.of(search);
    this.last = search.resource().level();
    CombinedRange.datesOf(search).keys().stream()
        .filter(key -> !key.values().isEmpty() && !key.values().contains("*"))
        .filter(key -> !EmptyValues.isWanted(key))
        .forEach(key -> keys.computeIfAbsent(levelOf(key), none -> new ArrayList<>()).add(key));
  }

  private QueryLevel levelOf(MatchKey key) {
    return AttributeLevels.of(key.path().root()).orElse(last);
  }

  /** How far the PACS is believed to have matched a key. */
  interface Trust {
    /** Whether it has, so that only what it cannot have matched is dropped. */
    boolean isMatched(MatchKey key);

    /** Whether it was asked to match the key by likeness, which only it can. */
    boolean isLike(MatchKey key);

    /** Whether an empty value says that there is none. */
    boolean isTold(MatchKey key);
  }

  /** The keys of a level that are matched at all. */
  List<MatchKey> keys(QueryLevel level) {
    return keys.getOrDefault(level, List.of());
  }

  /** Whether a match of a level has a value that a key of that level rules out. */
  boolean contradicts(QueryLevel level, DataSet match, Trust trust) {
    return isOutside(level, match)
        || keys(level).stream()
            .filter(key -> !trust.isLike(key))
            .anyMatch(key -> contradicts(key, key.path().tags(), match, trust));
  }

  private boolean isOutside(QueryLevel level, DataSet match) {
    for (CombinedRange range : moments) {
      CombinedRange.Place place =
          range.level(last) == level ? range.place(match) : CombinedRange.Place.INSIDE;
      if (place == CombinedRange.Place.OUTSIDE) {
        return true;
      }
      if (place == CombinedRange.Place.UNTOLD) {
        untold = true;
      }
    }
    return false;
  }

  /**
   * Whether the PACS left out or left empty an attribute that was to have a value: nobody can tell
   * then whether it matched the key.
   */
  boolean untold() {
    return untold;
  }

  private boolean contradicts(MatchKey key, List<Integer> path, DataSet dataSet, Trust trust) {
    if (path.size() > 1) {
      List<DataSet> items = dataSet.items(path.getFirst());
      List<Integer> below = path.subList(1, path.size());
      if (items.isEmpty()) {
        untold = true;
        return false;
      }
      return items.stream().allMatch(item -> contradicts(key, below, item, trust));
    }
    int tag = key.path().leaf();
    List<String> values = dataSet.strings(tag).stream().filter(value -> !value.isEmpty()).toList();
    if (values.isEmpty()) {
      return contradictsNothing(key, dataSet.contains(tag), trust);
    }
    boolean matched = trust.isMatched(key);
    return key.values().stream()
        .noneMatch(wanted -> values.stream().anyMatch(value -> fits(key, wanted, value, matched)));
  }

  /** Modalities are completed and matched by a filter of their own. */
  private boolean contradictsNothing(MatchKey key, boolean present, Trust trust) {
    if (key.path().root() == Tag.ModalitiesInStudy) {
      return false;
    }
    if (present && trust.isTold(key) && !trust.isMatched(key)) {
      return true;
    }
    untold = true;
    return false;
  }

  private boolean fits(MatchKey key, String wanted, String value, boolean matched) {
    return switch (key.vr()) {
      case UI -> value.equals(wanted);
      case DA -> date(wanted, value);
      case TM -> time(wanted, value);
      // Offsets from UTC differ rightly between what was asked and what is stored.
      case DT -> true;
      case IS, DS, US, UL, SS, SL, FL, FD -> number(wanted, value);
      case PN -> matched ? name(wanted, value) : exactName(wanted, value);
      default ->
          key.path().root() == Tag.ModalitiesInStudy
              || pattern(plain(wanted)).matcher(plain(value)).matches();
    };
  }

  private static boolean date(String wanted, String value) {
    String day = value.replace(".", "");
    if (day.length() != DATE_LENGTH) {
      return true;
    }
    int dash = wanted.indexOf('-');
    if (dash < 0) {
      return day.equals(wanted);
    }
    String from = wanted.substring(0, dash);
    String to = wanted.substring(dash + 1);
    return day.compareTo(from) >= 0 && (to.isEmpty() || day.compareTo(to) <= 0);
  }

  /** Whether a time without seconds means a whole minute is the PACS's to say. */
  private static boolean time(String wanted, String value) {
    int dash = wanted.indexOf('-');
    String from = dash < 0 ? wanted : wanted.substring(0, dash);
    String to = dash < 0 ? wanted : wanted.substring(dash + 1);
    return CombinedRange.padded(value, '9').compareTo(CombinedRange.padded(from, '0')) >= 0
        && CombinedRange.padded(value, '0').compareTo(CombinedRange.padded(to, '9')) <= 0;
  }

  private static boolean number(String wanted, String value) {
    try {
      return Double.compare(Double.parseDouble(wanted), Double.parseDouble(value)) == 0;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  /** PACS match names with more tolerance than any key says: only Latin ones are compared. */
  private boolean name(String wanted, String value) {
    String stored = plain(value);
    String key = withoutEnd(plain(wanted));
    boolean latin = (stored + key).chars().allMatch(c -> c < 0x80);
    return !latin || pattern("*" + key + "*").matcher(stored).matches();
  }

  /** A name, or one of its component groups, as nobody but us has matched it (PS3.4 C.2.2.2). */
  private boolean exactName(String wanted, String value) {
    Pattern key = pattern(withoutEnd(withoutCase(wanted)));
    return Stream.concat(Stream.of(value), Stream.of(value.split("=", -1)))
        .anyMatch(name -> key.matcher(withoutEnd(withoutCase(name))).matches());
  }

  private static String withoutCase(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
  }

  private static String withoutEnd(String name) {
    return name.replaceAll("[\\^=]+$", "");
  }

  private Pattern pattern(String key) {
    return patterns.computeIfAbsent(key, Wildcards::pattern);
  }

  /** Without marks on letters and without capitals, which PACS may overlook. */
  private static String plain(String text) {
    return MARKS
        .matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
        .replaceAll("")
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
