package io.isthmus.query;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.query.QueryOptions.Order;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The matches of a search as they come, as many of them as the answer needs: all up to the cap
 * while they may still be sorted, and beyond it only those of the page that was asked for (DIM-15,
 * DIM-16). Duplicates are dropped.
 */
final class Collected {
  private final QueryOptions options;
  private final long offset;
  private final long end;
  private final Set<String> seen = new HashSet<>();
  private List<DataSet> kept = new ArrayList<>();
  private boolean sortable;
  private boolean enough;
  private boolean incomplete;
  private long count;

  Collected(QueryOptions options, long offset, OptionalLong limit) {
    this.options = options;
    this.offset = offset;
    long page = Math.min(limit.orElse(Long.MAX_VALUE), options.maxResults());
    this.end = offset > Long.MAX_VALUE - page ? Long.MAX_VALUE : offset + page;
    this.sortable = options.order() != Order.PACS;
  }

  /**
   * Takes a match.
   *
   * @return whether more are needed
   */
  boolean accept(String uniqueKey, DataSet match) {
    if (!seen.add(uniqueKey)) {
      return true;
    }
    if (sortable || inPage(count)) {
      kept.add(match);
    }
    count++;
    if (sortable && count > options.orderCap()) {
      keepInOrderOfThePacs();
    }
    enough = !sortable && count > end;
    return !enough;
  }

  /** Matches that this search would have are left out, because a cap was met on the way to them. */
  void leaveOut() {
    if (sortable) {
      keepInOrderOfThePacs();
    }
    incomplete = true;
  }

  /** The page that was asked for. */
  List<DataSet> page(UnaryOperator<List<DataSet>> order) {
    if (!sortable) {
      return kept;
    }
    int from = (int) Math.min(offset, kept.size());
    int to = (int) Math.min(end, kept.size());
    kept = order.apply(kept);
    return kept.subList(from, to);
  }

  /** The whole list, in the order of the page that was taken from it; empty where it is not had. */
  Optional<List<DataSet>> whole() {
    return sortable && !incomplete ? Optional.of(kept) : Optional.empty();
  }

  /** Whether matches exist behind the page. */
  boolean more() {
    return incomplete || count > end;
  }

  /** How many matches exist behind the page, where all were counted. */
  OptionalLong remaining() {
    return incomplete || enough ? OptionalLong.empty() : OptionalLong.of(Math.max(0, count - end));
  }

  private void keepInOrderOfThePacs() {
    if (options.order() == Order.SORTED) {
      throw new TooManyMatchesException(options.orderCap());
    }
    sortable = false;
    int from = (int) Math.min(offset, kept.size());
    int to = (int) Math.min(end, kept.size());
    kept = new ArrayList<>(kept.subList(from, to));
  }

  private boolean inPage(long index) {
    return index >= offset && index < end;
  }
}
