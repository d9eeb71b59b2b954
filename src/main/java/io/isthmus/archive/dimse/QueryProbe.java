package io.isthmus.archive.dimse;

import static io.isthmus.archive.dimse.SmallSearches.SAMPLE;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Finding;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.Trait;
import io.isthmus.archive.dimse.SmallSearches.Asked;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out how a PACS answers searches. */
final class QueryProbe {
  /** As many as a PACS may have under way when C-CANCEL reaches it, and more. */
  private static final int UNDER_WAY = 1000;

  /** Studies may come and go while they are counted. */
  private static final int CLEARLY_MORE = 3;

  private final SmallSearches searches;

  QueryProbe(SmallSearches searches) {
    this.searches = searches;
  }

  /** What the studies that the PACS has can show; nothing of an empty archive. */
  void probe(Map<Trait, Finding> found) throws ArchiveException, ProbeBudget.SpentException {
    Asked sample = sample();
    cancel(sample).ifPresent(ends -> found.put(Trait.CANCEL, Finding.probed(ends)));
    List<DataSet> studies =
        sample.matches().stream()
            .filter(study -> !ProbeKeys.uid(study, Tag.StudyInstanceUID).isEmpty())
            .toList();
    if (studies.isEmpty()) {
      return;
    }
    answers(studies, found);
    new KeysProbe(searches).probe(studies, found);
    new LevelsProbe(searches).probe(studies, found);
  }

  /** Where a PACS does not answer to all the keys at once, the UIDs alone begin. */
  private Asked sample() throws ArchiveException, ProbeBudget.SpentException {
    Asked all = searches.ask(ProbeKeys.asking(QueryLevel.STUDY).build(), SAMPLE);
    return all.matches().isEmpty() && all.end() != SmallSearches.End.DONE
        ? searches.ask(ProbeKeys.askingForStudies().build(), SAMPLE)
        : all;
  }

  /**
   * Only an end that was asked for, or had to be forced, tells at once. A search that ended as if
   * it had not been cancelled did end early when there are clearly more studies than it gave.
   */
  private Optional<Boolean> cancel(Asked sample)
      throws ArchiveException, ProbeBudget.SpentException {
    return switch (sample.end()) {
      case CANCELLED -> Optional.of(true);
      case ABORTED -> Optional.of(false);
      case FAILED, BROKEN, NOT_NOW -> Optional.empty();
      case DONE -> {
        if (sample.matches().size() < SAMPLE) {
          yield Optional.empty();
        }
        yield sample.late() > UNDER_WAY ? Optional.of(false) : endedEarly(SAMPLE + sample.late());
      }
    };
  }

  private Optional<Boolean> endedEarly(int given)
      throws ArchiveException, ProbeBudget.SpentException {
    int more = given + CLEARLY_MORE;
    boolean early =
        searches.ask(ProbeKeys.askingForStudies().build(), more).matches().size() == more;
    return early ? Optional.of(true) : Optional.empty();
  }

  private static void answers(List<DataSet> studies, Map<Trait, Finding> found) {
    found.put(Trait.STUDY_KEYS_EMPTY, ProbeKeys.empty(QueryLevel.STUDY, studies));
    found.put(
        Trait.CHARACTER_SETS,
        Finding.probed(
            studies.stream()
                .map(DeclaredSets::of)
                .filter(terms -> !terms.isEmpty())
                .collect(Collectors.toSet())));
    found.put(Trait.CHARACTER_SETS_WRONG, Finding.probed(DeclaredSets.wrong(studies)));
    long different =
        studies.stream()
            .map(study -> ProbeKeys.uid(study, Tag.StudyInstanceUID))
            .distinct()
            .count();
    found.put(Trait.DUPLICATE_MATCHES, Finding.probed(different < studies.size()));
    found.put(
        Trait.LEVEL_IN_ANSWERS,
        Finding.probed(
            studies.stream().allMatch(study -> study.string(Tag.QueryRetrieveLevel).isPresent())));
  }
}
