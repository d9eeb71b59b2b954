package io.isthmus.demo;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the demo archive holds, as a tree of studies, series and instances. Thread safe. */
final class DemoIndex {
  private final Map<String, Map<String, Map<String, DemoObject>>> studies = new LinkedHashMap<>();

  /** Adds an instance, or replaces the one with its UIDs. */
  synchronized void add(DemoObject object) {
    studies
        .computeIfAbsent(object.uid(Tag.StudyInstanceUID), study -> new LinkedHashMap<>())
        .computeIfAbsent(object.uid(Tag.SeriesInstanceUID), series -> new LinkedHashMap<>())
        .put(object.sopInstanceUid(), object);
  }

  /**
   * One record for each entity of a level below the studies and series that are wanted: the header
   * of its first instance, and for studies and series what is counted in them.
   */
  synchronized List<DataSet> records(
      DemoLevel level, Predicate<String> wantedStudy, Predicate<String> wantedSeries) {
    List<DataSet> records = new ArrayList<>();
    if (level == DemoLevel.PATIENT) {
      patients().values().forEach(studiesOfOne -> records.add(patient(studiesOfOne)));
      return records;
    }
    studies.forEach((study, series) -> {
      if (wantedStudy.test(study)) {
        records.addAll(records(level, series, wantedSeries));
      }
    });
    return records;
  }

  private static List<DataSet> records(
      DemoLevel level, Map<String, Map<String, DemoObject>> study, Predicate<String> wanted) {
    if (level == DemoLevel.STUDY) {
      return List.of(study(study).build());
    }
    List<DataSet> records = new ArrayList<>();
    study.forEach((uid, series) -> {
      if (wanted.test(uid) && level == DemoLevel.SERIES) {
        records.add(
            count(
                    merged(first(series), study(study)),
                    Tag.NumberOfSeriesRelatedInstances,
                    series.size())
                .build());
      } else if (wanted.test(uid)) {
        series.values().forEach(object -> records.add(object.header()));
      }
    });
    return records;
  }

  private Map<String, List<Map<String, Map<String, DemoObject>>>> patients() {
    Map<String, List<Map<String, Map<String, DemoObject>>>> patients = new LinkedHashMap<>();
    for (Map<String, Map<String, DemoObject>> study : studies.values()) {
      String patient = first(study.values().iterator().next()).uid(Tag.PatientID);
      patients.computeIfAbsent(patient, id -> new ArrayList<>()).add(study);
    }
    return patients;
  }

  private static DataSet patient(List<Map<String, Map<String, DemoObject>>> studies) {
    long series = studies.stream().mapToLong(Map::size).sum();
    long instances = studies.stream().mapToLong(DemoIndex::instances).sum();
    DataSetBuilder record = study(studies.getFirst());
    count(record, Tag.NumberOfPatientRelatedStudies, studies.size());
    count(record, Tag.NumberOfPatientRelatedSeries, series);
    return count(record, Tag.NumberOfPatientRelatedInstances, instances).build();
  }

  private static DataSetBuilder study(Map<String, Map<String, DemoObject>> study) {
    DataSetBuilder record = first(study.values().iterator().next()).header().toBuilder();
    record.text(Tag.ModalitiesInStudy, distinct(study, Tag.Modality));
    record.uid(Tag.SOPClassesInStudy, distinct(study, Tag.SOPClassUID));
    count(record, Tag.NumberOfStudyRelatedSeries, study.size());
    return count(record, Tag.NumberOfStudyRelatedInstances, instances(study));
  }

  private static DataSetBuilder merged(DemoObject series, DataSetBuilder study) {
    DataSetBuilder record = study;
    series.header().forEach(record::put);
    return record;
  }

  private static String[] distinct(Map<String, Map<String, DemoObject>> study, int tag) {
    return study.values().stream()
        .map(Map::values)
        .flatMap(Collection::stream)
        .map(object -> object.uid(tag))
        .distinct()
        .sorted()
        .toArray(String[]::new);
  }

  private static long instances(Map<String, Map<String, DemoObject>> study) {
    return study.values().stream().mapToLong(Map::size).sum();
  }

  private static DemoObject first(Map<String, DemoObject> series) {
    return series.values().iterator().next();
  }

  private static DataSetBuilder count(DataSetBuilder record, int tag, long count) {
    return record.text(tag, Long.toString(count));
  }

  /** The instances that are wanted by their unique keys. */
  synchronized List<DemoObject> objects(Predicate<DemoObject> wanted) {
    return studies.values().stream()
        .flatMap(study -> study.values().stream())
        .flatMap(series -> series.values().stream())
        .filter(wanted)
        .toList();
  }

  /** How many instances there are. */
  synchronized int size() {
    return Math.toIntExact(studies.values().stream().mapToLong(DemoIndex::instances).sum());
  }
}
