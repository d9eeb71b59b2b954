package io.isthmus.query;

import io.isthmus.archive.PacsProfile;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.Trait;
import io.isthmus.dicom.data.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the profile of a PACS decides what it is asked. What is not known is taken as the standard
 * says, and hierarchical.
 */
final class KnownPacs {
  /** Nothing is known. */
  static final KnownPacs UNKNOWN = new KnownPacs(PacsProfile.UNKNOWN);

  private final PacsProfile profile;
  private final Set<Integer> ignored;
  private final Set<Integer> withheld;
  private final Set<Integer> empty;

  KnownPacs(PacsProfile profile) {
    this.profile = profile;
    this.ignored = tags(Trait.KEYS_IGNORED);
    this.withheld = tags(Trait.KEYS_REFUSED);
    this.withheld.addAll(tags(Trait.KEYS_FAILING));
    this.empty = tags(Trait.STUDY_KEYS_EMPTY);
  }

  /** Whether the instances of a study come in one query that names no series. */
  boolean isRelational() {
    return profile.is(Trait.RELATIONAL_QUERIES).orElse(false);
  }

  /** Whether names are found only in the case that they are stored in. */
  boolean matchesNamesByCase() {
    return profile.is(Trait.CASE_SENSITIVE_NAMES).orElse(false);
  }

  /** Whether a key is sent with its value. */
  boolean matches(KeysSent sent, QueryLevel level, int tag) {
    boolean fails = level == QueryLevel.STUDY && withheld.contains(tag);
    return switch (sent) {
      case ALL -> !fails;
      case REQUIRED_WITH_VALUES, REQUIRED_ALONE -> RequiredKeys.isMatchedByAll(level, tag);
    };
  }

  /** Whether an attribute is among the keys at all. */
  boolean asks(KeysSent sent, QueryLevel level, int tag) {
    return switch (sent) {
      case ALL, REQUIRED_WITH_VALUES -> true;
      case REQUIRED_ALONE -> RequiredKeys.isMatchedByAll(level, tag);
    };
  }

  /** Whether what comes back can be taken to match a key. */
  boolean isTrusted(KeysSent sent, QueryLevel level, int tag) {
    return matches(sent, level, tag) && !(level == QueryLevel.STUDY && ignored.contains(tag));
  }

  /** Whether an empty value means that there is none, and not that the PACS does not tell it. */
  boolean tells(QueryLevel level, int tag) {
    return level == QueryLevel.STUDY
        && profile.findings().containsKey(Trait.STUDY_KEYS_EMPTY)
        && !empty.contains(tag);
  }

  private Set<Integer> tags(Trait trait) {
    List<String> keywords = profile.names(trait);
    Set<Integer> tags = new HashSet<>();
    keywords.forEach(keyword -> Tag.parse(keyword).ifPresent(tags::add));
    return tags;
  }
}
