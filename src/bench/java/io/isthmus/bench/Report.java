package io.isthmus.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Collects figures and prints each as a row in Markdown: what, clients, way, figure, p99, how many a
 * second. Of several rounds the median of each is printed, and in brackets the least and the most.
 */
final class Report {
  private record Row(String what, int clients, String unit) {}

  private record Figure(double value, double p99, double perSecond) {}

  private final String way;
  private final Map<Row, List<Figure>> rows = new LinkedHashMap<>();

  /**
   * Of one way of measuring.
   *
   * @param way such as {@code raw C-GET}
   */
  Report(String way) {
    this.way = way;
  }

  void put(String what, int clients, String unit, double value) {
    put(new Row(what, clients, unit), new Figure(value, Double.NaN, Double.NaN));
  }

  /** Median and slowest of requests that were made at once. */
  void put(String what, int clients, Samples samples) {
    boolean one = samples.millis().length == 1;
    put(
        new Row(what, clients, "ms"),
        new Figure(
            samples.median(), one ? Double.NaN : samples.p99(), one ? Double.NaN : samples.perSecond()));
  }

  private void put(Row row, Figure figure) {
    rows.computeIfAbsent(row, first -> new ArrayList<>()).add(figure);
  }

  void print() {
    rows.forEach((row, figures) ->
        System.out.println(
            "| " + row.what + " | " + row.clients + " | " + way + " | "
                + cell(figures, Figure::value, " " + row.unit) + " | "
                + cell(figures, Figure::p99, " ms") + " | "
                + cell(figures, Figure::perSecond, "") + " |"));
  }

  private static String cell(List<Figure> figures, ToDoubleFunction<Figure> part, String unit) {
    double[] sorted = figures.stream().mapToDouble(part).sorted().toArray();
    if (Double.isNaN(sorted[0])) {
      return "";
    }
    String median = text(sorted[sorted.length / 2]) + unit;
    return sorted.length == 1
        ? median
        : median + " (" + text(sorted[0]) + " to " + text(sorted[sorted.length - 1]) + ")";
  }

  private static String text(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3g", value).replaceFirst("\\.0+$", "");
  }
}
