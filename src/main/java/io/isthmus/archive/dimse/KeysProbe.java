package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Finding;
import io.isthmus.archive.Trait;
import io.isthmus.archive.dimse.SmallSearches.Asked;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out which keys of studies are really matched. */
final class KeysProbe {
  private final SmallSearches searches;

  KeysProbe(SmallSearches searches) {
    this.searches = searches;
  }

  /** What a key does. */
  private enum Effect {
    /** It narrows a search to what has the value. */
    MATCHES,
    /** It does not narrow a search. */
    IGNORED,
    /** It does not find what has the value. */
    FAILS,
    /** A search by it ends with a failure. */
    REFUSED
  }

  /**
   * Tries each key with a value that no study has, and with the value of one of some studies. What
   * was found out holds also where the budget ends before the keys do.
   */
  void probe(List<DataSet> studies, Map<Trait, Finding> found)
      throws ArchiveException, ProbeBudget.SpentException {
    Map<Effect, List<String>> effects = new EnumMap<>(Effect.class);
    try {
      for (int tag : ProbeKeys.MATCHED) {
        Optional<Effect> effect = effect(tag, studies);
        effect.ifPresent(shown ->
            effects.computeIfAbsent(shown, _ -> new ArrayList<>()).add(ProbeKeys.keyword(tag)));
        if (tag == Tag.PatientName && effect.equals(Optional.of(Effect.MATCHES))) {
          caseOfNames(studies, found);
        }
      }
    } finally {
      if (!effects.isEmpty()) {
        found.put(Trait.KEYS_IGNORED, names(effects, Effect.IGNORED));
        found.put(Trait.KEYS_FAILING, names(effects, Effect.FAILS));
        found.put(Trait.KEYS_REFUSED, names(effects, Effect.REFUSED));
      }
    }
  }

  private static Finding names(Map<Effect, List<String>> effects, Effect effect) {
    return Finding.probed(effects.getOrDefault(effect, List.of()));
  }

  private Optional<Effect> effect(int tag, List<DataSet> studies)
      throws ArchiveException, ProbeBudget.SpentException {
    DataSet impossible = ProbeKeys.askingForStudies().text(tag, ProbeKeys.impossible(tag)).build();
    Asked none = searches.ask(impossible, 1);
    Optional<DataSet> known = withPlain(tag, studies);
    if (isTold(none) && none.matches().isEmpty() && known.isPresent()) {
      return effect(
          byValue(tag, known.get(), known.get().string(tag).orElseThrow()),
          Effect.FAILS,
          Effect.MATCHES);
    }
    return effect(none, Effect.MATCHES, Effect.IGNORED);
  }

  /** What an answer shows, where it is one. */
  private Optional<Effect> effect(Asked asked, Effect withoutMatch, Effect withMatch)
      throws ArchiveException, ProbeBudget.SpentException {
    return switch (asked.end()) {
      case FAILED -> Optional.of(Effect.REFUSED);
      case NOT_NOW -> Optional.empty();
      case BROKEN -> isWell() ? Optional.of(Effect.REFUSED) : Optional.empty();
      case DONE, CANCELLED, ABORTED ->
          Optional.of(asked.matches().isEmpty() ? withoutMatch : withMatch);
    };
  }

  /** Whether a search by no key is answered: an end of the association had to do with the key. */
  private boolean isWell() throws ArchiveException, ProbeBudget.SpentException {
    return isTold(searches.ask(ProbeKeys.askingForStudies().build(), 1));
  }

  private static boolean isTold(Asked asked) {
    return switch (asked.end()) {
      case DONE, CANCELLED, ABORTED -> true;
      case FAILED, BROKEN, NOT_NOW -> false;
    };
  }

  private void caseOfNames(List<DataSet> studies, Map<Trait, Finding> found)
      throws ArchiveException, ProbeBudget.SpentException {
    Optional<DataSet> known = withPlain(Tag.PatientName, studies);
    if (known.isPresent()) {
      String name = known.get().string(Tag.PatientName).orElseThrow();
      Asked other = byValue(Tag.PatientName, known.get(), inOtherCase(name));
      if (!inOtherCase(name).equals(name) && isTold(other)) {
        found.put(Trait.CASE_SENSITIVE_NAMES, Finding.probed(other.matches().isEmpty()));
      }
    }
  }

  private static String inOtherCase(String name) {
    return name.codePoints()
        .map(c -> Character.isLowerCase(c) ? Character.toUpperCase(c) : Character.toLowerCase(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private Asked byValue(int tag, DataSet study, String value)
      throws ArchiveException, ProbeBudget.SpentException {
    return searches.ask(
        ProbeKeys.askingForStudies()
            .uid(Tag.StudyInstanceUID, ProbeKeys.uid(study, Tag.StudyInstanceUID))
            .text(tag, value)
            .build(),
        1);
  }

  private static Optional<DataSet> withPlain(int tag, List<DataSet> studies) {
    return studies.stream().filter(study -> isPlain(study.string(tag).orElse(""))).findFirst();
  }

  /** Characters that mean themselves in keys and are the same in every character set. */
  private static boolean isPlain(String value) {
    return !value.isEmpty()
        && value.chars().allMatch(c -> c >= ' ' && c < 0x7F && "*?\\~".indexOf(c) < 0);
  }
}
