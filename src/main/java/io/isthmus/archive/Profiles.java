package io.isthmus.archive;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The profile of each PACS: what was found out, kept between starts, under what the settings say.
 * Thread safe.
 */
public final class Profiles {

  /** How one PACS is known. */
  public record Subject(Prober prober, Map<Trait, Finding> configured) {}

  private final Map<String, Subject> subjects;
  private final Optional<ProfileStore> store;
  private final Duration maxAge;
  private final Clock clock;
  private final Map<String, PacsProfile> found = new ConcurrentHashMap<>();
  private final ReentrantLock probing = new ReentrantLock();

  /**
   * Begins with what was kept.
   *
   * @param subjects by the opaque ids of the PACS
   * @param store where findings are kept, if anywhere
   * @param maxAge age at which findings are to be renewed
   */
  public Profiles(
      Map<String, Subject> subjects, Optional<ProfileStore> store, Duration maxAge, Clock clock) {
    this.subjects = new LinkedHashMap<>(subjects);
    this.store = store;
    this.maxAge = maxAge;
    this.clock = clock;
    store.ifPresent(kept ->
        this.subjects
            .keySet()
            .forEach(id -> kept.load(id).ifPresent(profile -> found.put(id, profile))));
  }

  /** No PACS is known. */
  public static Profiles none() {
    return new Profiles(Map.of(), Optional.empty(), Duration.ZERO, Clock.systemUTC());
  }

  /** What is known of a PACS at this moment. */
  public PacsProfile of(String pacs) {
    Subject subject = subjects.get(pacs);
    PacsProfile known = found.getOrDefault(pacs, PacsProfile.UNKNOWN);
    return subject == null ? known : known.with(subject.configured());
  }

  /** Whether a PACS was never tried, or too long ago. */
  public boolean isStale(String pacs) {
    return of(pacs).probed().map(at -> at.plus(maxAge).isBefore(clock.instant())).orElse(true);
  }

  /**
   * Tries a PACS anew; one at a time. The new findings take the place of those before only when the
   * PACS has answered to the end.
   *
   * @throws ArchiveException when the PACS does not answer
   * @throws IOException when the findings hold, but cannot be kept
   * @throws IllegalArgumentException when there is no such PACS
   */
  public PacsProfile probe(String pacs) throws ArchiveException, IOException {
    Subject subject = subjects.get(pacs);
    if (subject == null) {
      throw new IllegalArgumentException("no PACS has the id " + pacs);
    }
    probing.lock();
    try {
      PacsProfile fresh = new PacsProfile(Optional.of(clock.instant()), subject.prober().probe());
      found.put(pacs, fresh);
      if (store.isPresent()) {
        store.get().save(pacs, fresh);
      }
    } finally {
      probing.unlock();
    }
    return of(pacs);
  }
}
