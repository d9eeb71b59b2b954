package io.isthmus.retrieve.metadata;

import java.util.Optional;

/**
 * Keeps the metadata of instances for as long as it likes. One that lasts longer than what is held,
 * or is shared, can follow behind this port. Thread safe.
 */
public interface MetadataStore {
  /** Keeps nothing. */
  MetadataStore NONE =
      new MetadataStore() {
        @Override
        public Optional<Description> find(Key key) {
          return Optional.empty();
        }

        @Override
        public void put(Key key, Description description) {
          // What is kept here is nothing.
        }
      };

  /**
   * Whose metadata, and in which form.
   *
   * @param copy tells the instance as it was retrieved once from what it is when retrieved again:
   *     what a study was before it was dropped is found under no key any more
   * @param address absolute URL of the instance, which the addresses of its values begin with
   */
  record Key(long copy, MetadataFormat format, String address) {}

  /** What is kept under a key. */
  Optional<Description> find(Key key);

  /** Keeps it, perhaps. */
  void put(Key key, Description description);
}
