package io.isthmus.retrieve.metadata;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/** Keeps metadata in memory, those that are asked for most, up to a number of bytes. */
public final class CaffeineMetadataStore implements MetadataStore {
  /** Roughly what an entry takes besides its text: the key, and the table around it. */
  private static final int BYTES_AROUND = 400;

  private final Cache<Key, Description> kept;

  /**
   * Makes an empty one.
   *
   * @param maxBytes most bytes of metadata, 0 or more
   */
  public CaffeineMetadataStore(long maxBytes) {
    kept =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((Key key, Description value) -> value.length() + BYTES_AROUND)
            .build();
  }

  @Override
  public Optional<Description> find(Key key) {
    return Optional.ofNullable(kept.getIfPresent(key));
  }

  @Override
  public void put(Key key, Description description) {
    kept.put(key, description);
  }
}
