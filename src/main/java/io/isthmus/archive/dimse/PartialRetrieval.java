package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.dimse.Inventory.Held;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.pool.Recipes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * C-GET of parts of instances: without bulk data, or some frames (PS3.4 Y, Z). A PACS that does not
 * offer it is asked again only after a while. Thread safe.
 */
final class PartialRetrieval {
  private static final int LONGEST_LIST = 100;

  private final RetrieveWays ways;
  private final Clock clock;
  private final Map<String, Instant> refusedUntil = new ConcurrentHashMap<>();

  PartialRetrieval(RetrieveWays ways, Clock clock) {
    this.ways = ways;
    this.clock = clock;
  }

  /** The instances of a scope without bulk data (DIM-27); the model knows only instances. */
  RetrieveOutcome withoutBulkData(RetrieveScope scope, Arrivals arrivals, Cancellation cancellation)
      throws ArchiveException {
    String service = SopClass.CompositeInstanceRetrieveWithoutBulkDataGet;
    requireNotRefused(service);
    List<Held> held = held(scope, cancellation);
    List<String> uids = held.stream().map(Held::sopInstanceUid).toList();
    Collection<String> classes = classes(held, scope, cancellation);
    Received received = new Received(arrivals);
    for (List<String> some : Inventory.slices(uids, LONGEST_LIST)) {
      get(service, Identifiers.ofInstances(some), classes, received, cancellation);
    }
    List<String> missing = uids.stream().filter(uid -> !received.has(uid)).toList();
    return new RetrieveOutcome(
        missing.isEmpty() ? 0x0000 : 0xB000, received.count(), missing.size(), 0, missing);
  }

  /** Frames of one instance, as a new one (WADO-36). */
  RetrieveOutcome frames(
      RetrieveScope instance, List<Integer> frames, Arrivals arrivals, Cancellation cancellation)
      throws ArchiveException {
    String service = SopClass.CompositeInstanceRootRetrieveGet;
    requireNotRefused(service);
    String uid =
        instance
            .sopInstanceUid()
            .orElseThrow(() -> new IllegalArgumentException("frames of more than one instance"));
    List<Held> held = held(instance, cancellation);
    Received received = new Received(arrivals);
    Attempt attempt =
        get(
            service,
            Identifiers.ofFrames(uid, frames),
            classes(held, instance, cancellation),
            received,
            cancellation);
    return attempt.outcome();
  }

  private Attempt get(
      String service,
      DataSet identifier,
      Collection<String> classes,
      Received received,
      Cancellation cancellation)
      throws ArchiveException {
    Attempt attempt;
    try {
      attempt = ways.getting().get(service, identifier, classes, received, cancellation);
    } catch (ArchiveException failed) {
      if (failed.failure() instanceof ArchiveFailure.Unsupported) {
        refusedUntil.put(service, clock.instant().plus(MethodChoice.MEMORY));
      }
      throw failed;
    }
    if (!attempt.endedWell()) {
      throw attempt.failure(ways.failures(), false);
    }
    return attempt;
  }

  private void requireNotRefused(String service) throws ArchiveException {
    if (clock.instant().isBefore(refusedUntil.getOrDefault(service, Instant.MIN))) {
      throw ways.failures().unsupported(SopClass.name(service).orElse(service));
    }
  }

  private List<Held> held(RetrieveScope scope, Cancellation cancellation) throws ArchiveException {
    List<Held> held = new Inventory(ways.hierarchy(), cancellation).of(scope);
    if (held.isEmpty()) {
      throw ways.failures().notFound();
    }
    return held;
  }

  private Collection<String> classes(
      List<Held> held, RetrieveScope scope, Cancellation cancellation) throws ArchiveException {
    NavigableSet<String> classes = new TreeSet<>();
    held.forEach(one -> one.sopClassUid().ifPresent(classes::add));
    if (classes.isEmpty()) {
      Optional<NavigableSet<String>> ofStudy =
          new StoredClasses(new Inventory(ways.hierarchy(), cancellation)).of(scope);
      classes.addAll(ofStudy.orElseGet(TreeSet::new));
    }
    return Recipes.storageSlices(
            classes.isEmpty() ? Recipes.frequentClasses() : new ArrayList<>(classes))
        .getFirst();
  }
}
