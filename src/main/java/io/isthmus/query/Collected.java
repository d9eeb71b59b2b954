package io.isthmus.query;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.query.QueryOptions.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The matches of a search as they come, as many of them as the answer needs: all up to the cap
 * while they may still be sorted, and beyond it only those of the page that was asked for (DIM-15,
 * DIM-16). Duplicates are dropped: what came first stays.
 */
final class Collected {
  private final QueryOptions options;
  private final long offset;
  private final long end;
  private final Map<String, String> seen = new HashMap<>();
  private final SortedSet<String> alsoHolding = new TreeSet<>();
  private List<Found> kept = new ArrayList<>();
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

  /** What takes the matches of one PACS. */
  Matches of(String pacs) {
    return new Matches() {
      @Override
      public boolean accept(String uniqueKey, DataSet record) {
        return Collected.this.accept(uniqueKey, new Found(pacs, record));
      }

      @Override
      public void leaveOut() {
        Collected.this.leaveOut();
      }

      @Override
      public int most() {
        return Collected.this.most();
      }
    };
  }

  /** Takes a match that no PACS before had; returns whether more are needed. */
  private boolean accept(String uniqueKey, Found match) {
    String first = seen.putIfAbsent(uniqueKey, match.pacs());
    if (first != null) {
      if (!first.equals(match.pacs())) {
        alsoHolding.add(match.pacs());
      }
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
  List<Found> page(UnaryOperator<List<Found>> order) {
    if (!sortable) {
      return kept;
    }
    int from = (int) Math.min(offset, kept.size());
    int to = (int) Math.min(end, kept.size());
    kept = order.apply(kept);
    return kept.subList(from, to);
  }

  /** The whole list, in the order of the page that was taken from it; empty where it is not had. */
  Optional<List<Found>> whole() {
    return sortable && !incomplete ? Optional.of(kept) : Optional.empty();
  }

  /** Whether matches exist behind the page. */
  boolean more() {
    return incomplete || count > end;
  }

  private int most() {
    long needed = Math.max(end, options.order() == Order.PACS ? 0 : options.orderCap());
    return (int) Math.min(needed, Integer.MAX_VALUE - 1L) + 1;
  }

  /** The PACS that have some of the matches besides the one whose record was taken. */
  SortedSet<String> alsoHolding() {
    return alsoHolding;
  }

  /** Whether the page begins behind the last match that was taken. */
  boolean endsBeforePage() {
    return count <= offset;
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
