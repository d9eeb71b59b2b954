package io.isthmus.query;

import io.isthmus.dicom.data.TagPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes searches for tests. */
final class Searches {
  private final SearchResource resource;
  private final List<MatchKey> keys = new ArrayList<>();
  private final List<TagPath> include = new ArrayList<>();
  private Optional<String> study = Optional.empty();
  private Optional<String> series = Optional.empty();
  private OptionalLong limit = OptionalLong.empty();
  private long offset;
  private boolean all;
  private boolean emptyValues;
  private boolean multipleValues;
  private boolean fuzzy;

  private Searches(SearchResource resource) {
    this.resource = resource;
  }

  static Searches of(SearchResource resource) {
    return new Searches(resource);
  }

  Searches study(String uid) {
    study = Optional.of(uid);
    return this;
  }

  Searches series(String uid) {
    series = Optional.of(uid);
    return this;
  }

  Searches match(int tag, String... values) {
    return match(TagPath.of(tag), values);
  }

  Searches match(TagPath path, String... values) {
    return match(new MatchKey(path, List.of(values)));
  }

  Searches match(MatchKey key) {
    keys.add(key);
    return this;
  }

  Searches include(int tag) {
    include.add(TagPath.of(tag));
    return this;
  }

  Searches includeAll() {
    all = true;
    return this;
  }

  Searches page(long offset, long limit) {
    this.offset = offset;
    this.limit = OptionalLong.of(limit);
    return this;
  }

  Searches emptyValueMatching() {
    emptyValues = true;
    return this;
  }

  Searches fuzzyMatching() {
    fuzzy = true;
    return this;
  }

  Searches multipleValueMatching() {
    multipleValues = true;
    return this;
  }

  Search build() {
    return new Search(
        resource,
        study,
        series,
        keys,
        include,
        all,
        offset,
        limit,
        fuzzy,
        emptyValues,
        multipleValues);
  }
}
