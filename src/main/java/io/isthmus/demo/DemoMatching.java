package io.isthmus.demo;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Attribute matching of C-FIND (PS3.4 C.2.2.2). Pure. */
final class DemoMatching {
  private static final Set<Integer> NO_KEYS =
      Set.of(Tag.SpecificCharacterSet, Tag.QueryRetrieveLevel, Tag.TimezoneOffsetFromUTC);

  private final boolean caseSensitiveNames;

  DemoMatching(boolean caseSensitiveNames) {
    this.caseSensitiveNames = caseSensitiveNames;
  }

  /** Whether a record has what every key of the identifier asks for. */
  boolean matches(DataSet record, DataSet identifier) {
    for (Element key : identifier) {
      if (!NO_KEYS.contains(key.tag()) && !key.isEmpty() && !matches(record, identifier, key)) {
        return false;
      }
    }
    return true;
  }

  private boolean matches(DataSet record, DataSet identifier, Element key) {
    if (key instanceof Element.Items sequence) {
      return matchesItem(record.items(key.tag()), sequence.items());
    }
    List<String> asked = identifier.strings(key.tag());
    List<String> held = record.strings(key.tag());
    // An empty value matches universally only as a key: what is unknown matches no value
    // (C.2.2.2.3).
    return asked.isEmpty()
        || asked.stream()
            .anyMatch(
                value -> value.isEmpty() || held.stream().anyMatch(h -> one(key.vr(), value, h)));
  }

  /** Sequence matching: some item has all that the one item of the key asks for (C.2.2.2.6). */
  private boolean matchesItem(List<DataSet> held, List<DataSet> asked) {
    if (asked.isEmpty() || isUniversal(asked.getFirst())) {
      return true;
    }
    return held.stream().anyMatch(item -> matches(item, asked.getFirst()));
  }

  private static boolean isUniversal(DataSet item) {
    for (Element key : item) {
      if (!key.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private boolean one(Vr vr, String asked, String held) {
    return switch (vr) {
      case UI -> asked.equals(held);
      case DA -> inRange(asked, held, 8);
      case TM -> inRange(asked.replace(":", ""), held.replace(":", ""), 6);
      case DT -> inRange(asked, held, 14);
      case PN -> name(asked, held);
      case IS, DS, US, SS, UL, SL, UV, SV, FL, FD -> number(asked, held);
      case AE, AS, AT, CS, LO, LT, SH, ST, UC, UR, UT -> wildcard(asked, held);
      case OB, OD, OF, OL, OV, OW, SQ, UN -> true;
    };
  }

  /** A single value or a range, both as precise as they are given (C.2.2.2.1.3, C.2.2.2.5). */
  private static boolean inRange(String asked, String held, int digits) {
    int hyphen = asked.indexOf('-');
    String from = hyphen < 0 ? asked : asked.substring(0, hyphen);
    String to = hyphen < 0 ? asked : asked.substring(hyphen + 1);
    if (held.isEmpty()) {
      return false;
    }
    String value = filled(held, digits, '0');
    return (from.isEmpty() || value.compareTo(filled(from, digits, '0')) >= 0)
        && (to.isEmpty() || value.compareTo(filled(to, digits, '9')) <= 0);
  }

  /** The digits before the point, filled up where some were left out. */
  private static String filled(String value, int digits, char filler) {
    String whole = value.strip().split("\\.", 2)[0];
    return whole.length() >= digits
        ? whole.substring(0, digits)
        : whole + String.valueOf(filler).repeat(digits - whole.length());
  }

  /** A name matches as a whole or by one of its component groups, in any case. */
  private boolean name(String asked, String held) {
    String key = folded(asked);
    String value = folded(held);
    return wildcard(key, value)
        || (key.indexOf('=') < 0
            && Arrays.stream(value.split("=", -1))
                .anyMatch(group -> wildcard(key, trimmed(group))));
  }

  private String folded(String name) {
    return trimmed(caseSensitiveNames ? name : name.toLowerCase(Locale.ROOT));
  }

  /** Empty components at the end carry no meaning (PS3.5 6.2.1.2). */
  private static String trimmed(String name) {
    int end = name.length();
    while (end > 0 && "^= ".indexOf(name.charAt(end - 1)) >= 0) {
      end--;
    }
    return name.substring(0, end);
  }

  private static boolean number(String asked, String held) {
    try {
      return new BigDecimal(asked.strip()).compareTo(new BigDecimal(held.strip())) == 0;
    } catch (NumberFormatException e) {
      return asked.equals(held);
    }
  }

  /** Any characters for *, one for ? (C.2.2.2.4); a text without them must be the same. */
  static boolean wildcard(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
