package io.isthmus.query;

import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Holds what a PACS returns against the keys of the search: some PACS ignore keys that they do not
 * know, and answer with what was not asked for (QIDO-23). Only a value that shows it counts; what
 * is left out or empty shows nothing, and neither do differences that PACS may rightly overlook,
 * such as those between capital and small letters.
 */
final class KeyCheck {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final int DATE_LENGTH = 8;

  /** Of a time with microseconds. */
  private static final int TIME_DIGITS = 12;

  private final List<MatchKey> keys;
  private final QueryLevel last;
  private boolean untold;

  KeyCheck(Search search) {
    this.keys =
        search.keys().stream()
            .filter(key -> !key.values().isEmpty() && !key.values().contains("*"))
            .filter(key -> !EmptyValues.isWanted(key))
            .toList();
    this.last = search.resource().level();
  }

  /** Whether a match of a level has a value that a key of that level rules out. */
  boolean contradicts(QueryLevel level, DataSet match) {
    return keys.stream()
        .filter(key -> AttributeLevels.of(key.path().root()).orElse(last) == level)
        .anyMatch(key -> contradicts(key, key.path().tags(), match));
  }

  /**
   * Whether the PACS left out or left empty an attribute that was to have a value: nobody can tell
   * then whether it matched the key.
   */
  boolean untold() {
    return untold;
  }

  private boolean contradicts(MatchKey key, List<Integer> path, DataSet dataSet) {
    if (path.size() > 1) {
      List<DataSet> items = dataSet.items(path.getFirst());
      List<Integer> below = path.subList(1, path.size());
      untold |= items.isEmpty();
      return !items.isEmpty() && items.stream().allMatch(item -> contradicts(key, below, item));
    }
    List<String> values =
        dataSet.strings(key.path().leaf()).stream().filter(value -> !value.isEmpty()).toList();
    // Modalities are completed and matched by a filter of their own.
    untold |= values.isEmpty() && key.path().root() != Tag.ModalitiesInStudy;
    return !values.isEmpty()
        && key.values().stream()
            .noneMatch(wanted -> values.stream().anyMatch(value -> fits(key, wanted, value)));
  }

  private static boolean fits(MatchKey key, String wanted, String value) {
    return switch (key.vr()) {
      case UI -> value.equals(wanted);
      case DA -> date(wanted, value);
      case TM -> time(wanted, value);
      // Offsets from UTC differ rightly between what was asked and what is stored.
      case DT -> true;
      case IS, DS, US, UL, SS, SL, FL, FD -> number(wanted, value);
      case PN -> name(wanted, value);
      default ->
          key.path().root() == Tag.ModalitiesInStudy
              || Wildcards.pattern(plain(wanted)).matcher(plain(value)).matches();
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
    return padded(value, '9').compareTo(padded(from, '0')) >= 0
        && padded(value, '0').compareTo(padded(to, '9')) <= 0;
  }

  private static String padded(String time, char fill) {
    String digits = time.replaceAll("[^0-9]", "");
    return digits + String.valueOf(fill).repeat(Math.max(0, TIME_DIGITS - digits.length()));
  }

  private static boolean number(String wanted, String value) {
    try {
      return Double.compare(Double.parseDouble(wanted), Double.parseDouble(value)) == 0;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  /** PACS match names with more tolerance than any key says: only Latin ones are compared. */
  private static boolean name(String wanted, String value) {
    String stored = plain(value);
    String key = plain(wanted).replaceAll("[\\^=]+$", "");
    boolean latin = (stored + key).chars().allMatch(c -> c < 0x80);
    return !latin || Wildcards.pattern("*" + key + "*").matcher(stored).matches();
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
