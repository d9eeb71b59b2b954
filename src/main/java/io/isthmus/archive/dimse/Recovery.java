package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.dimse.DimseOptions.Method;
import io.isthmus.archive.dimse.Inventory.Held;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.pool.Recipes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Brings instances that a PACS holds and that did not come with the rest: by a list of UIDs, with
 * contexts for other classes where C-GET had none, by series, one by one, and at last by the other
 * method (DIM-05, DIM-32). What fails on the way is no failure; what counts is what came.
 */
final class Recovery {
  private static final int LONGEST_LIST = 100;

  /** After so many instances in a row that did not come, no more are tried. */
  private static final int VAIN_ATTEMPTS = 3;

  private final RetrieveWays ways;
  private final RetrieveScope scope;
  private final List<Held> held;
  private final Received received;
  private final Set<String> offered;
  private final Cancellation cancellation;

  Recovery(
      RetrieveWays ways,
      RetrieveScope scope,
      List<Held> held,
      Received received,
      Set<String> offered,
      Cancellation cancellation) {
    this.ways = ways;
    this.scope = scope;
    this.held = held;
    this.received = received;
    this.offered = Set.copyOf(offered);
    this.cancellation = cancellation;
  }

  /**
   * Tries in turn what may help until nothing is missing.
   *
   * @param used the method that left them out
   */
  void bring(Method used, List<Held> missing) throws ArchiveException {
    if (tryAll(used, missing)) {
      return;
    }
    Optional<Method> other = ways.choice().other(used);
    List<Held> rest = stillMissing(missing);
    if (other.isPresent() && tryAll(other.get(), rest) && other.get() == Method.MOVE) {
      remember(rest);
    }
  }

  /** Whether all came by this method. */
  private boolean tryAll(Method method, List<Held> missing) throws ArchiveException {
    try {
      for (List<Held> series : bySeries(missing)) {
        byList(method, series);
        byLevel(method, stillMissing(series));
      }
      oneByOne(method, stillMissing(missing));
    } catch (ArchiveException ended) {
      if (cancellation.cancelled()) {
        throw ended;
      }
    }
    return stillMissing(missing).isEmpty();
  }

  private void byList(Method method, List<Held> series) throws ArchiveException {
    for (List<Held> some : Inventory.slices(series, LONGEST_LIST)) {
      fetch(method, listed(some), some);
    }
  }

  /** Where all of a series is missing, it can be asked for as a whole. */
  private void byLevel(Method method, List<Held> series) throws ArchiveException {
    if (series.size() > 1 && scope.sopInstanceUids().size() == series.size()) {
      String uid = series.getFirst().seriesInstanceUid();
      RetrieveScope whole = RetrieveScope.series(scope.studyInstanceUid(), uid);
      if (new Inventory(ways.hierarchy(), cancellation).of(whole).size() == series.size()) {
        fetch(method, whole, series);
      }
    }
  }

  private void oneByOne(Method method, List<Held> missing) throws ArchiveException {
    int vain = 0;
    for (Held one : missing) {
      fetch(method, listed(List.of(one)), List.of(one));
      vain = received.has(one.sopInstanceUid()) ? 0 : vain + 1;
      if (vain == VAIN_ATTEMPTS) {
        return;
      }
    }
  }

  private void fetch(Method method, RetrieveScope part, List<Held> wanted) throws ArchiveException {
    switch (method) {
      case MOVE -> ways.moving().move(part, received, cancellation);
      case GET, AUTO -> {
        for (List<String> classes : classesOf(wanted)) {
          if (!stillMissing(wanted).isEmpty()) {
            ways.getting().get(part, classes, received, cancellation);
          }
        }
      }
    }
  }

  /**
   * The classes of the instances, an association's worth at a time; where the PACS does not tell,
   * all that there are, first those that were not offered before.
   */
  private List<List<String>> classesOf(List<Held> wanted) {
    Set<String> known = new TreeSet<>();
    for (Held one : wanted) {
      one.sopClassUid().ifPresent(known::add);
    }
    if (wanted.stream().allMatch(one -> one.sopClassUid().isPresent())) {
      return Recipes.storageSlices(known);
    }
    Set<String> others = new LinkedHashSet<>(known);
    others.addAll(SopClass.storageClasses());
    others.removeAll(offered);
    List<List<String>> all = new ArrayList<>(Recipes.storageSlices(others));
    all.addAll(Recipes.storageSlices(offered));
    return all;
  }

  private void remember(List<Held> moved) {
    if (moved.size() == held.size()) {
      ways.choice().onlyMoveWorks();
    }
    ways.choice()
        .onlyMoveBrings(moved.stream().map(Held::sopClassUid).flatMap(Optional::stream).toList());
  }

  private RetrieveScope listed(List<Held> some) {
    return RetrieveScope.instances(
        scope.studyInstanceUid(),
        some.getFirst().seriesInstanceUid(),
        some.stream().map(Held::sopInstanceUid).toList());
  }

  private List<Held> stillMissing(List<Held> wanted) {
    return wanted.stream().filter(one -> !received.has(one.sopInstanceUid())).toList();
  }

  private static Collection<List<Held>> bySeries(List<Held> missing) {
    Map<String, List<Held>> bySeries = new LinkedHashMap<>();
    for (Held one : missing) {
      bySeries.computeIfAbsent(one.seriesInstanceUid(), series -> new ArrayList<>()).add(one);
    }
    return bySeries.values();
  }
}
