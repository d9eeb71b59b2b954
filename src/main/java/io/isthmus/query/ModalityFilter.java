package io.isthmus.query;

import io.isthmus.archive.ArchiveException;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Matching of ModalitiesInStudy, done once more by us: many PACS ignore this key and answer with
 * all studies, and some do not even return it (QIDO-23).
 */
final class ModalityFilter {
  private final List<Pattern> wanted;
  private final StudyCompletion completion;

  private ModalityFilter(List<Pattern> wanted, StudyCompletion completion) {
    this.wanted = wanted;
    this.completion = completion;
  }

  static ModalityFilter of(Search search, StudyCompletion completion) {
    List<Pattern> wanted =
        search.keys().stream()
            .filter(key -> key.path().root() == Tag.ModalitiesInStudy)
            .flatMap(key -> key.values().stream())
            .filter(value -> !value.equals("*"))
            .map(Wildcards::pattern)
            .toList();
    return new ModalityFilter(wanted, completion);
  }

  /** Whether the search names a modality. */
  boolean active() {
    return !wanted.isEmpty();
  }

  /**
   * The studies that have such a modality; those for which the PACS does not say it are counted
   * first.
   *
   * @throws TooManyMatchesException when there are too many to count
   */
  List<DataSet> admitted(List<DataSet> studies) throws ArchiveException {
    List<DataSet> admitted = new ArrayList<>();
    for (DataSet study : completion.withModalities(studies)) {
      if (study.strings(Tag.ModalitiesInStudy).stream().anyMatch(this::matches)) {
        admitted.add(study);
      }
    }
    return admitted;
  }

  private boolean matches(String modality) {
    return wanted.stream().anyMatch(pattern -> pattern.matcher(modality.strip()).matches());
  }
}
