package io.isthmus.archive;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The configured PACS by their opaque ids. */
public final class Archives {
  private final Map<String, Archive> byId;
  private final String defaultId;

  /**
   * Keeps the archives in the order given.
   *
   * @param defaultId the one that paths without an id mean
   */
  public Archives(Collection<? extends Archive> archives, String defaultId) {
    this.byId = new LinkedHashMap<>();
    archives.forEach(archive -> byId.put(archive.id(), archive));
    if (!byId.containsKey(defaultId)) {
      throw new IllegalArgumentException("no PACS has the id " + defaultId);
    }
    this.defaultId = defaultId;
  }

  /** The PACS with an id. */
  public Optional<Archive> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The PACS with an id that is known to exist.
   *
   * @throws IllegalArgumentException when it does not
   */
  public Archive get(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no PACS has the id " + id));
  }

  /** Id of the PACS that paths without an id mean. */
  public String defaultId() {
    return defaultId;
  }

  /** All of them, in the order of the configuration. */
  public Collection<Archive> all() {
    return Collections.unmodifiableCollection(byId.values());
  }
}
