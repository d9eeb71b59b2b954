package io.isthmus.query;

import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TagPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A range of dates and one of times of the same form, which together are one range of moments
 * (PS3.4 C.2.2.2.5). PACS that do not negotiate that take each by itself: they are asked for the
 * dates alone, and the moments are compared here (QIDO-38).
 *
 * @param date of the attribute with the dates
 * @param time of the one with the times
 * @param from digits of the first moment; empty for an open range
 * @param to digits of the last moment; empty for an open range
 */
record CombinedRange(int date, int time, String from, String to) {
  private static final Map<Integer, Integer> TIME_OF_DATE =
      Map.of(
          Tag.StudyDate, Tag.StudyTime,
          Tag.SeriesDate, Tag.SeriesTime,
          Tag.PerformedProcedureStepStartDate, Tag.PerformedProcedureStepStartTime,
          Tag.AcquisitionDate, Tag.AcquisitionTime,
          Tag.ContentDate, Tag.ContentTime,
          Tag.PatientBirthDate, Tag.PatientBirthTime);

  /** Of a time with microseconds. */
  private static final int TIME_DIGITS = 12;

  private static final int DATE_DIGITS = 8;

  /** Where a moment lies. */
  enum Place {
    INSIDE,
    OUTSIDE,
    /** What the PACS returned does not say it. */
    UNTOLD
  }

  /** The combined ranges among the keys of a search. */
  static List<CombinedRange> of(Search search) {
    List<CombinedRange> ranges = new ArrayList<>();
    TIME_OF_DATE.forEach((date, time) -> {
      Optional<String> dates = single(search, date);
      Optional<String> times = single(search, time);
      if (dates.isPresent() && times.isPresent()) {
        of(date, time, dates.get(), times.get()).ifPresent(ranges::add);
      }
    });
    return ranges;
  }

  private static Optional<String> single(Search search, int tag) {
    return search.keys().stream()
        .filter(key -> key.path().equals(TagPath.of(tag)) && key.values().size() == 1)
        .map(key -> key.values().getFirst())
        .filter(value -> value.indexOf('-') >= 0)
        .findFirst();
  }

  private static Optional<CombinedRange> of(int date, int time, String dates, String times) {
    String[] day = dates.split("-", 2);
    String[] hour = times.split("-", 2);
    boolean sameForm =
        day[0].isEmpty() == hour[0].isEmpty() && day[1].isEmpty() == hour[1].isEmpty();
    return sameForm
        ? Optional.of(
            new CombinedRange(
                date,
                time,
                day[0].isEmpty() ? "" : day[0] + padded(hour[0], '0'),
                day[1].isEmpty() ? "" : day[1] + padded(hour[1], '9')))
        : Optional.empty();
  }

  /** The search as a PACS is asked it: with the dates and without the times. */
  static Search datesOf(Search search) {
    Set<TagPath> times =
        of(search).stream().map(range -> TagPath.of(range.time)).collect(Collectors.toSet());
    if (times.isEmpty()) {
      return search;
    }
    return search.withKeys(
        search.keys().stream()
            .map(key ->
                times.contains(key.path()) ? new MatchKey(key.path(), key.vr(), List.of()) : key)
            .toList());
  }

  /** The level at which its attributes are keys. */
  QueryLevel level(QueryLevel last) {
    return AttributeLevels.of(date).orElse(last);
  }

  /** Where a match lies; a time without seconds is any moment of its minute. */
  Place place(DataSet match) {
    String day = match.string(date).orElse("").replace(".", "");
    if (day.length() != DATE_DIGITS) {
      return Place.UNTOLD;
    }
    String hour = match.string(time).orElse("");
    boolean mayBe = isInside(day + padded(hour, '9'), day + padded(hour, '0'));
    boolean must = isInside(day + padded(hour, '0'), day + padded(hour, '9'));
    if (mayBe && !must && hour.isEmpty()) {
      return Place.UNTOLD;
    }
    return mayBe ? Place.INSIDE : Place.OUTSIDE;
  }

  private boolean isInside(String notBefore, String notAfter) {
    return (from.isEmpty() || notBefore.compareTo(from) >= 0)
        && (to.isEmpty() || notAfter.compareTo(to) <= 0);
  }

  /** The digits of a time, as many as there can be. */
  static String padded(String time, char fill) {
    String digits = time.replaceAll("[^0-9]", "");
    return digits + String.valueOf(fill).repeat(Math.max(0, TIME_DIGITS - digits.length()));
  }
}
