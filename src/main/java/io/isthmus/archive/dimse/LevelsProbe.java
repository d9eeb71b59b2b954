package io.isthmus.archive.dimse;

import static io.isthmus.archive.dimse.SmallSearches.SAMPLE;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Finding;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.Trait;
import io.isthmus.archive.dimse.SmallSearches.Asked;
import io.isthmus.archive.dimse.SmallSearches.End;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out what comes of series and instances, and whether it takes a query for each series. */
final class LevelsProbe {
  /** Most studies whose series are asked for. */
  private static final int LOOKED_INTO = 5;

  private final SmallSearches searches;

  LevelsProbe(SmallSearches searches) {
    this.searches = searches;
  }

  /** Looks into one of some studies: at least one, each with its UID. */
  void probe(List<DataSet> studies, Map<Trait, Finding> found)
      throws ArchiveException, ProbeBudget.SpentException {
    Looked looked = telling(studies);
    List<DataSet> instances = bySeries(looked.study(), looked.series());
    if (!looked.series().isEmpty()) {
      found.put(Trait.SERIES_KEYS_EMPTY, ProbeKeys.empty(QueryLevel.SERIES, looked.series()));
    }
    if (!instances.isEmpty()) {
      found.put(Trait.INSTANCE_KEYS_EMPTY, ProbeKeys.empty(QueryLevel.IMAGE, instances));
    }
    relational(looked.study(), instances, found);
  }

  /** A study and its series. */
  private record Looked(String study, List<DataSet> series) {}

  /**
   * The one of several series that can be seen whole, if there is one; where no numbers of series
   * are told, a few are looked into.
   */
  private Looked telling(List<DataSet> studies)
      throws ArchiveException, ProbeBudget.SpentException {
    List<DataSet> likely =
        studies.stream()
            .sorted(Comparator.comparingInt(LevelsProbe::weight).reversed())
            .limit(LOOKED_INTO)
            .toList();
    Looked best = series(likely.getFirst());
    for (DataSet other : likely.subList(1, likely.size())) {
      if (best.series().size() > 1) {
        return best;
      }
      Looked next = series(other);
      best = next.series().size() > best.series().size() ? next : best;
    }
    return best;
  }

  private Looked series(DataSet study) throws ArchiveException, ProbeBudget.SpentException {
    String uid = ProbeKeys.uid(study, Tag.StudyInstanceUID);
    return new Looked(uid, searches.ask(keys(QueryLevel.SERIES, uid).build(), SAMPLE).matches());
  }

  private static int weight(DataSet study) {
    int instances = study.integer(Tag.NumberOfStudyRelatedInstances).orElse(0);
    int series = study.integer(Tag.NumberOfStudyRelatedSeries).orElse(0);
    return instances < SAMPLE ? series * SAMPLE + instances : 0;
  }

  private List<DataSet> bySeries(String study, List<DataSet> series)
      throws ArchiveException, ProbeBudget.SpentException {
    List<DataSet> instances = new ArrayList<>();
    for (DataSet one : series) {
      if (instances.size() < SAMPLE) {
        String uid = ProbeKeys.uid(one, Tag.SeriesInstanceUID);
        DataSet keys = keys(QueryLevel.IMAGE, study).uid(Tag.SeriesInstanceUID, uid).build();
        searches.ask(keys, SAMPLE - instances.size()).matches().stream()
            .map(match -> match.toBuilder().uid(Tag.SeriesInstanceUID, uid).build())
            .forEach(instances::add);
      }
    }
    return instances;
  }

  /**
   * A failure says something only where there is an instance to be found, and that it works only
   * what was seen of several series: there are PACS that look into the first alone.
   */
  private void relational(String study, List<DataSet> instances, Map<Trait, Finding> found)
      throws ArchiveException, ProbeBudget.SpentException {
    DataSet keys = keys(QueryLevel.IMAGE, study).empty(Tag.SeriesInstanceUID).build();
    boolean severalSeries = uids(instances, Tag.SeriesInstanceUID).size() > 1;
    relational(searches.ask(keys, SAMPLE), instances)
        .filter(works -> !works || severalSeries)
        .ifPresent(works -> found.put(Trait.RELATIONAL_QUERIES, Finding.probed(works)));
    if (Finding.probed(false).equals(found.get(Trait.RELATIONAL_QUERIES))) {
      relational(searches.ask(keys, ProbeKeys.RELATIONAL, SAMPLE), instances)
          .filter(works -> !works || severalSeries)
          .ifPresent(works -> found.put(Trait.RELATIONAL_WHEN_NEGOTIATED, Finding.probed(works)));
    }
  }

  private static Optional<Boolean> relational(Asked asked, List<DataSet> instances) {
    return instances.isEmpty() || asked.end() == End.NOT_NOW
        ? Optional.empty()
        : Optional.of(isWhole(asked, instances));
  }

  /** Whether it has no fewer instances, and of no fewer series unless it was cut off. */
  private static boolean isWhole(Asked relational, List<DataSet> instances) {
    Set<String> found = uids(relational.matches(), Tag.SOPInstanceUID);
    int series = uids(relational.matches(), Tag.SeriesInstanceUID).size();
    int needed =
        relational.matches().size() < SAMPLE ? uids(instances, Tag.SeriesInstanceUID).size() : 1;
    boolean answered = relational.end() != End.FAILED && relational.end() != End.BROKEN;
    return answered
        && !found.isEmpty()
        && found.size() >= uids(instances, Tag.SOPInstanceUID).size()
        && series >= Math.max(1, needed);
  }

  private static Set<String> uids(List<DataSet> matches, int tag) {
    return matches.stream()
        .map(match -> ProbeKeys.uid(match, tag))
        .filter(uid -> !uid.isEmpty())
        .collect(Collectors.toSet());
  }

  private static DataSetBuilder keys(QueryLevel level, String study) {
    return ProbeKeys.asking(level).uid(Tag.StudyInstanceUID, study);
  }
}
