package io.isthmus.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The profile of each PACS: what was found out, kept between starts, under what the settings say.
 * Thread safe.
 */
public final class Profiles implements Sightings {
  private static final System.Logger LOG = System.getLogger(Profiles.class.getName());

  /** How one PACS is known. */
  public record Subject(Prober prober, Map<Trait, Finding> configured) {}

  private final Map<String, Subject> subjects;
  private final Optional<ProfileStore> store;
  private final Duration maxAge;
  private final Clock clock;
  private final Map<String, PacsProfile> found = new ConcurrentHashMap<>();
  private final Map<String, ReentrantLock> probing = new HashMap<>();
  private final ReentrantLock changing = new ReentrantLock();

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
    subjects.keySet().forEach(id -> probing.put(id, new ReentrantLock()));
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

  /** Keeps what is new; what cannot be written is known until the gateway ends. */
  @Override
  public void seen(String pacs, Trait trait, boolean is) {
    Finding finding = Finding.seen(is);
    if (finding.equals(found.getOrDefault(pacs, PacsProfile.UNKNOWN).findings().get(trait))) {
      return;
    }
    try {
      keep(pacs, known -> known.with(Map.of(trait, finding)));
    } catch (IOException notKept) {
      LOG.log(Level.WARNING, "what was seen of {0} is not kept: {1}", pacs, notKept.toString());
    }
  }

  /**
   * Tries a PACS anew; each PACS once at a time. The new findings take the place of those before
   * only when the PACS has answered to the end.
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
    ReentrantLock turn = Objects.requireNonNull(probing.get(pacs));
    turn.lock();
    try {
      Map<Trait, Finding> fresh = subject.prober().probe();
      PacsProfile profile = new PacsProfile(Optional.of(clock.instant()), fresh);
      keep(pacs, known -> profile.with(known.from(Finding.Source.SEEN)));
    } finally {
      turn.unlock();
    }
    return of(pacs);
  }

  private void keep(String pacs, UnaryOperator<PacsProfile> change) throws IOException {
    changing.lock();
    try {
      PacsProfile changed = change.apply(found.getOrDefault(pacs, PacsProfile.UNKNOWN));
      found.put(pacs, changed);
      if (store.isPresent() && changed.probed().isPresent()) {
        store.get().save(pacs, changed);
      }
    } finally {
      changing.unlock();
    }
  }
}
