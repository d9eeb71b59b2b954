package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Finding;
import io.isthmus.archive.Trait;
import io.isthmus.archive.dimse.SmallSearches.Asked;
import io.isthmus.archive.dimse.SmallSearches.End;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.util.ArrayList;
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

  /** Tries each key with a value that no study has, and with the value of one of some studies. */
  void probe(List<DataSet> studies, Map<Trait, Finding> found)
      throws ArchiveException, ProbeBudget.SpentException {
    List<String> ignored = new ArrayList<>();
    List<String> failing = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (int tag : ProbeKeys.MATCHED) {
      Effect effect = effect(tag, studies);
      switch (effect) {
        case MATCHES -> {}
        case IGNORED -> ignored.add(ProbeKeys.keyword(tag));
        case FAILS -> failing.add(ProbeKeys.keyword(tag));
        case REFUSED -> refused.add(ProbeKeys.keyword(tag));
      }
      if (tag == Tag.PatientName && effect == Effect.MATCHES) {
        caseOfNames(studies, found);
      }
    }
    found.put(Trait.KEYS_IGNORED, Finding.probed(ignored));
    found.put(Trait.KEYS_FAILING, Finding.probed(failing));
    found.put(Trait.KEYS_REFUSED, Finding.probed(refused));
  }

  private Effect effect(int tag, List<DataSet> studies)
      throws ArchiveException, ProbeBudget.SpentException {
    DataSet impossible = ProbeKeys.askingForStudies().text(tag, ProbeKeys.impossible(tag)).build();
    Asked none = searches.ask(impossible, 1);
    if (none.end() == End.FAILED) {
      return Effect.REFUSED;
    }
    if (!none.matches().isEmpty()) {
      return Effect.IGNORED;
    }
    Optional<DataSet> known = withPlain(tag, studies);
    return known.isEmpty()
        ? Effect.MATCHES
        : effect(byValue(tag, known.get(), known.get().string(tag).orElseThrow()));
  }

  private static Effect effect(Asked ownValue) {
    if (ownValue.end() == End.FAILED) {
      return Effect.REFUSED;
    }
    return ownValue.matches().isEmpty() ? Effect.FAILS : Effect.MATCHES;
  }

  private void caseOfNames(List<DataSet> studies, Map<Trait, Finding> found)
      throws ArchiveException, ProbeBudget.SpentException {
    Optional<DataSet> known = withPlain(Tag.PatientName, studies);
    if (known.isPresent()) {
      String name = known.get().string(Tag.PatientName).orElseThrow();
      Asked other = byValue(Tag.PatientName, known.get(), inOtherCase(name));
      if (!inOtherCase(name).equals(name) && other.end() != End.FAILED) {
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
