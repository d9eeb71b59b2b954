package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.StatusCategories;
import io.isthmus.archive.dimse.DimseOptions.Method;
import io.isthmus.archive.dimse.Inventory.Held;
import io.isthmus.pool.Recipes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One retrieve: asks the PACS as a whole, and where its answer leaves anything open asks what it
 * holds and fetches what did not come in other ways (DIM-05, DIM-25, DIM-32).
 */
final class RetrieveRun {
  private final RetrieveWays ways;
  private final RetrieveScope scope;
  private final Received received;
  private final Cancellation cancellation;
  private final Inventory inventory;
  private final Set<String> offered = new TreeSet<>();

  RetrieveRun(
      RetrieveWays ways, RetrieveScope scope, Arrivals arrivals, Cancellation cancellation) {
    this.ways = ways;
    this.scope = scope;
    this.received = new Received(arrivals);
    this.cancellation = cancellation;
    this.inventory = new Inventory(ways.hierarchy(), cancellation);
  }

  RetrieveOutcome run() throws ArchiveException {
    try {
      return ways.choice().movesAll() ? ended(Method.MOVE, move()) : runByClasses();
    } finally {
      ways.classes().came(scope, received.classes());
    }
  }

  private RetrieveOutcome runByClasses() throws ArchiveException {
    Optional<NavigableSet<String>> known = ways.classes().of(scope);
    Set<String> classes = known.isPresent() ? known.get() : classes();
    if (ways.choice().moves(classes)) {
      return ended(Method.MOVE, move());
    }
    Attempt first;
    try {
      first = known.isPresent() ? getUnasked(classes) : get(classes);
    } catch (ArchiveException failed) {
      return ended(Method.MOVE, moveInstead(failed));
    }
    return ended(Method.GET, first);
  }

  private RetrieveOutcome ended(Method method, Attempt first) throws ArchiveException {
    return first.isWhole() && bringsAllNamed() ? first.outcome() : settle(method, first);
  }

  /** A PACS may answer a list of UIDs by its first one alone, and call that a success. */
  private boolean bringsAllNamed() {
    return scope.sopInstanceUids().stream().allMatch(received::has);
  }

  private NavigableSet<String> classes() throws ArchiveException {
    NavigableSet<String> classes = new TreeSet<>();
    try {
      classes.addAll(new StoredClasses(inventory).of(scope).orElseThrow(ways.failures()::notFound));
    } catch (ArchiveException failed) {
      if (!(failed.failure() instanceof ArchiveFailure.Unsupported)) {
        throw failed;
      }
    }
    if (classes.isEmpty()) {
      ways.classes().toldNothing();
    }
    return classes;
  }

  private Attempt get(Collection<String> classes) throws ArchiveException {
    List<String> wanted =
        Recipes.storageSlices(classes.isEmpty() ? Recipes.frequentClasses() : classes).getFirst();
    offered.addAll(wanted);
    return ways.getting().get(scope, wanted, received, cancellation);
  }

  /** Proposes what was known before, which may lack a class: then the PACS is asked after all. */
  private Attempt getUnasked(Collection<String> known) throws ArchiveException {
    Attempt attempt;
    try {
      attempt = get(known);
    } catch (ArchiveException failed) {
      if (!(failed.failure() instanceof ArchiveFailure.Broken)) {
        throw failed;
      }
      return getAsked().orElseThrow(() -> failed);
    }
    if (!attempt.endedWell()) {
      return getAsked().orElse(attempt);
    }
    if (!attempt.isWhole() || !bringsAllNamed()) {
      ways.classes().mistaken(scope);
    }
    return attempt;
  }

  /** With contexts for what the PACS says that it has; empty where they were offered before. */
  private Optional<Attempt> getAsked() throws ArchiveException {
    ways.classes().mistaken(scope);
    Set<String> asked = classes();
    return offered.containsAll(asked) ? Optional.empty() : Optional.of(get(asked));
  }

  private Attempt move() throws ArchiveException {
    return ways.moving().move(scope, received, cancellation);
  }

  /** Keeps to C-MOVE once it worked where C-GET was not offered (DIM-10). */
  private Attempt moveInstead(ArchiveException failed) throws ArchiveException {
    boolean notOffered = failed.failure() instanceof ArchiveFailure.Unsupported;
    if (!notOffered || ways.choice().other(Method.GET).isEmpty()) {
      throw failed;
    }
    Attempt moved = move();
    if (moved.arrived() > 0) {
      ways.choice().onlyMoveWorks();
    }
    return moved;
  }

  /** Finds out what is missing and brings it, or says what could not be had. */
  private RetrieveOutcome settle(Method method, Attempt attempt) throws ArchiveException {
    if (!attempt.endedWell() && StatusCategories.isFinal(attempt.ended().status().code())) {
      throw attempt.failure(ways.failures(), false);
    }
    if (method == Method.MOVE && !attempt.endedWell() && attempt.arrived() == 0) {
      ways.choice().moveFailed();
    }
    List<Held> held;
    try {
      held = inventory.of(scope);
    } catch (ArchiveException unknown) {
      return accountOf(attempt, unknown);
    }
    if (held.isEmpty() && received.count() == 0) {
      throw ways.failures().notFound();
    }
    List<Held> missing = missing(held);
    int explained = missing.size();
    if (!missing.isEmpty()) {
      new Recovery(ways, scope, held, received, offered, cancellation).bring(method, missing);
      missing = missing(held);
    }
    Set<String> lost = new LinkedHashSet<>();
    missing.forEach(one -> lost.add(one.sopInstanceUid()));
    attempt.failedUids().stream().filter(uid -> !received.has(uid)).forEach(lost::add);
    int unexplained =
        Math.max(0, attempt.failed() - Math.max(explained, attempt.failedUids().size()));
    return outcome(attempt, new ArrayList<>(lost), unexplained);
  }

  private List<Held> missing(List<Held> held) {
    return held.stream().filter(one -> !received.has(one.sopInstanceUid())).toList();
  }

  private RetrieveOutcome outcome(Attempt attempt, List<String> lost, int unexplained)
      throws ArchiveException {
    int failed = lost.size() + unexplained;
    if (failed == 0) {
      return new RetrieveOutcome(0x0000, received.count(), 0, 0, List.of());
    }
    if (!attempt.endedWell()) {
      throw attempt.failure(ways.failures(), true);
    }
    if (received.count() == 0) {
      throw ways.failures().nothingSent(attempt.operation(), attempt.ended().status().code());
    }
    return new RetrieveOutcome(attempt.ended().status().code(), received.count(), failed, 0, lost);
  }

  /**
   * What the PACS says, where it does not tell what it holds; an answer without numbers is none.
   */
  private RetrieveOutcome accountOf(Attempt attempt, ArchiveException unknown)
      throws ArchiveException {
    if (!attempt.endedWell()) {
      throw attempt.failure(ways.failures(), received.count() > 0);
    }
    if (attempt.ended().counts().completed() < 0) {
      throw unknown;
    }
    if (received.count() == 0 && attempt.failed() == 0) {
      throw ways.failures().notFound();
    }
    List<String> lost = scope.sopInstanceUids().stream().filter(uid -> !received.has(uid)).toList();
    return lost.isEmpty() ? attempt.outcome() : outcome(attempt, lost, 0);
  }
}
