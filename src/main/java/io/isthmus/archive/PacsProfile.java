package io.isthmus.archive;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a PACS can do and what it gets wrong, found out by trying or told by the settings. What is
 * not known is not in it; then the gateway does what works everywhere.
 *
 * @param probed when the PACS was last tried
 */
public record PacsProfile(Optional<Instant> probed, Map<Trait, Finding> findings) {
  /** Nothing is known. */
  public static final PacsProfile UNKNOWN = new PacsProfile(Optional.empty(), Map.of());

  public PacsProfile {
    Map<Trait, Finding> copy = new EnumMap<>(Trait.class);
    copy.putAll(findings);
    findings = Collections.unmodifiableMap(copy);
  }

  /** Whether the PACS is so; empty where that is not known. */
  public Optional<Boolean> is(Trait trait) {
    return Optional.ofNullable(findings.get(trait)).map(found -> found.values().contains("true"));
  }

  /** The names that are known; none where nothing is known. */
  public List<String> names(Trait trait) {
    Finding found = findings.get(trait);
    return found == null ? List.of() : found.values();
  }

  /** The same with other findings, which win. */
  public PacsProfile with(Map<Trait, Finding> others) {
    Map<Trait, Finding> all = new EnumMap<>(Trait.class);
    all.putAll(findings);
    all.putAll(others);
    return new PacsProfile(probed, all);
  }

  /** What comes from one source. */
  Map<Trait, Finding> from(Finding.Source source) {
    Map<Trait, Finding> some = new EnumMap<>(Trait.class);
    some.putAll(findings);
    some.values().removeIf(finding -> finding.source() != source);
    return some;
  }

  /** The profile in words for the administrator of the PACS, a sentence for each finding. */
  public List<String> sentences() {
    return findings.entrySet().stream()
        .map(entry ->
            entry.getKey().sentence(entry.getValue().values()) + remark(entry.getValue().source()))
        .toList();
  }

  private static String remark(Finding.Source source) {
    return switch (source) {
      case PROBED -> "";
      case SEEN -> " (So it was seen while it served.)";
      case CONFIGURED -> " (So say the settings.)";
    };
  }
}
