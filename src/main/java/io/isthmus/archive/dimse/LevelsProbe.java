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
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.pool.ContextsNeeded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out what comes of series and instances, and whether it takes a query for each series. */
final class LevelsProbe {
  private static final ContextsNeeded RELATIONAL =
      new ContextsNeeded.Service(SopClass.StudyRootFind, ProbeKeys.RELATIONAL);

  private final SmallSearches searches;

  LevelsProbe(SmallSearches searches) {
    this.searches = searches;
  }

  /** Looks into one of some studies: at least one, each with its UID. */
  void probe(List<DataSet> studies, Map<Trait, Finding> found)
      throws ArchiveException, ProbeBudget.SpentException {
    String study = ProbeKeys.uid(telling(studies), Tag.StudyInstanceUID);
    List<DataSet> series = searches.ask(keys(QueryLevel.SERIES, study).build(), SAMPLE).matches();
    List<DataSet> instances = bySeries(study, series);
    if (!series.isEmpty()) {
      found.put(Trait.SERIES_KEYS_EMPTY, ProbeKeys.empty(QueryLevel.SERIES, series));
    }
    if (!instances.isEmpty()) {
      found.put(Trait.INSTANCE_KEYS_EMPTY, ProbeKeys.empty(QueryLevel.IMAGE, instances));
    }
    relational(study, instances, found);
  }

  /** The one of several series that can be seen whole, if there is one. */
  private static DataSet telling(List<DataSet> studies) {
    return studies.stream().max(Comparator.comparingInt(LevelsProbe::telling)).orElseThrow();
  }

  private static int telling(DataSet study) {
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

  /** A failure says something only where there is an instance to be found. */
  private void relational(String study, List<DataSet> instances, Map<Trait, Finding> found)
      throws ArchiveException, ProbeBudget.SpentException {
    DataSet keys = keys(QueryLevel.IMAGE, study).empty(Tag.SeriesInstanceUID).build();
    boolean works = isWhole(searches.ask(keys, SAMPLE), instances);
    if (works || !instances.isEmpty()) {
      found.put(Trait.RELATIONAL_QUERIES, Finding.probed(works));
    }
    if (!works && !instances.isEmpty()) {
      found.put(
          Trait.RELATIONAL_WHEN_NEGOTIATED,
          Finding.probed(isWhole(searches.ask(RELATIONAL, keys, SAMPLE), instances)));
    }
  }

  /** Whether it has no fewer instances, and of no fewer series unless it was cut off. */
  private static boolean isWhole(Asked relational, List<DataSet> instances) {
    Set<String> found = uids(relational.matches(), Tag.SOPInstanceUID);
    int series = uids(relational.matches(), Tag.SeriesInstanceUID).size();
    int needed =
        relational.matches().size() < SAMPLE ? uids(instances, Tag.SeriesInstanceUID).size() : 1;
    return relational.end() != End.FAILED
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
