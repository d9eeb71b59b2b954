package io.isthmus.demo;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scp.DimseStatusException;
import io.isthmus.dimse.scp.FindProvider;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Answers C-FIND in the Patient Root and Study Root models (PS3.4 C.4.1). Thread safe. */
final class DemoFind implements FindProvider {
  private final DemoIndex index;
  private final DemoOptions options;
  private final boolean relational;
  private final DemoAnswers answers;
  private final DemoMatching matching;

  /**
   * Answers from an index.
   *
   * @param relational whether a query may leave out unique keys above its level
   */
  DemoFind(DemoIndex index, DemoOptions options, boolean relational) {
    this.index = index;
    this.options = options;
    this.relational = relational;
    this.answers = new DemoAnswers(options);
    this.matching = new DemoMatching(options.does(Misbehaviour.CASE_SENSITIVE_NAMES));
  }

  @Override
  public Iterator<DataSet> find(String sopClassUid, DataSet identifier)
      throws DimseStatusException {
    boolean patientRoot = sopClassUid.equals(SopClass.PatientRootFind);
    DemoLevel level = level(identifier, patientRoot);
    if (!relational && !isHierarchical(identifier, level, patientRoot)) {
      throw new DimseStatusException(DimseStatus.CANNOT_UNDERSTAND);
    }
    if (answers.refuses(identifier)) {
      throw new DimseStatusException(DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS);
    }
    if (answers.findsNothing(identifier)) {
      return Collections.emptyIterator();
    }
    DataSet keys = answers.matched(level, identifier);
    List<DataSet> records =
        index.records(
            level,
            among(identifier, Tag.StudyInstanceUID),
            among(identifier, Tag.SeriesInstanceUID));
    if (options.does(Misbehaviour.FIRST_SERIES_ONLY) && level == DemoLevel.IMAGE) {
      records = ofFirstSeries(records);
    }
    int times = options.does(Misbehaviour.DUPLICATE_MATCHES) ? 2 : 1;
    return records.stream()
        .filter(record -> matching.matches(record, keys))
        .map(record -> answers.answer(level, record, identifier))
        .flatMap(answer -> Stream.generate(() -> answer).limit(times))
        .peek(answer -> Pause.of(options.matchDelay()))
        .iterator();
  }

  private static List<DataSet> ofFirstSeries(List<DataSet> instances) {
    Map<Optional<String>, Optional<String>> first = new HashMap<>();
    return instances.stream()
        .filter(instance -> {
          Optional<String> series = instance.string(Tag.SeriesInstanceUID);
          first.putIfAbsent(instance.string(Tag.StudyInstanceUID), series);
          return series.equals(first.get(instance.string(Tag.StudyInstanceUID)));
        })
        .toList();
  }

  private static DemoLevel level(DataSet identifier, boolean patientRoot)
      throws DimseStatusException {
    return DemoLevel.named(identifier.string(Tag.QueryRetrieveLevel).orElse(""))
        .filter(level -> patientRoot || level != DemoLevel.PATIENT)
        .orElseThrow(() -> new DimseStatusException(DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS));
  }

  /** Whether each level above is named by one unique key (PS3.4 C.4.1.2.1). */
  private static boolean isHierarchical(DataSet identifier, DemoLevel level, boolean patientRoot) {
    return Stream.of(DemoLevel.values())
        .filter(above -> above.compareTo(level) < 0)
        .filter(above -> patientRoot || above != DemoLevel.PATIENT)
        .allMatch(above -> identifier.strings(above.uniqueKey()).size() == 1);
  }

  private static Predicate<String> among(DataSet identifier, int uidTag) {
    List<String> uids = identifier.strings(uidTag);
    return uids.isEmpty() ? uid -> true : uids::contains;
  }
}
