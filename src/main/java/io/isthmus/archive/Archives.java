package io.isthmus.archive;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The configured PACS by their opaque ids, and the federation of some of them, if there is one. */
public final class Archives {
  private final Map<String, Archive> byId;
  private final String defaultId;
  private final Optional<Federation> federation;

  /**
   * Keeps the archives in the order given.
   *
   * @param defaultId the one that paths without an id mean
   */
  public Archives(Collection<? extends Archive> archives, String defaultId) {
    this(archives, defaultId, Optional.empty());
  }

  /**
   * Keeps the archives in the order given.
   *
   * @param defaultId the one that paths without an id mean, which may be the federation
   * @param federation of some of these archives
   */
  public Archives(
      Collection<? extends Archive> archives, String defaultId, Optional<Federation> federation) {
    this.byId = new LinkedHashMap<>();
    archives.forEach(archive -> byId.put(archive.id(), archive));
    this.federation = federation;
    this.defaultId = defaultId;
    if (!byId.containsKey(defaultId) && federation(defaultId).isEmpty()) {
      throw new IllegalArgumentException("no PACS has the id " + defaultId);
    }
    federation.ifPresent(joined -> joined.members().forEach(this::get));
  }

  /** The federation, if there is one. */
  public Optional<Federation> federation() {
    return federation;
  }

  /** The federation with an id. */
  public Optional<Federation> federation(String id) {
    return federation.filter(joined -> joined.id().equals(id));
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

  /** Id of the PACS, or of the federation, that paths without an id mean. */
  public String defaultId() {
    return defaultId;
  }

  /** All of them, in the order of the configuration. */
  public Collection<Archive> all() {
    return Collections.unmodifiableCollection(byId.values());
  }
}
