package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.Finding;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.Trait;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scu.FindScu;
import io.isthmus.pool.ContextsNeeded;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds out how a PACS answers searches, by small ones that are cancelled early. */
final class QueryProbe {
  private static final int SAMPLE = 10;

  private final Leases leases;
  private final FindScu scu;

  QueryProbe(Leases leases, Duration cancelGrace) {
    this.leases = leases;
    this.scu = new FindScu(cancelGrace);
  }

  /** How a search ended. */
  private enum End {
    /** With its final response: success or a warning. */
    DONE,
    /** As it was asked to. */
    CANCELLED,
    /** With a failure. */
    FAILED,
    /** Not at all, so that the association was aborted. */
    ABORTED
  }

  private record Asked(List<DataSet> matches, End end) {}

  /** What the studies that the PACS has can show; nothing of an empty archive. */
  Map<Trait, Finding> probe() throws ArchiveException {
    Map<Trait, Finding> found = new EnumMap<>(Trait.class);
    Asked sample = ask(ProbeKeys.asking(QueryLevel.STUDY).build(), SAMPLE);
    cancel(sample.end()).ifPresent(finding -> found.put(Trait.CANCEL, finding));
    List<DataSet> studies =
        sample.matches().stream()
            .filter(study -> !uid(study, Tag.StudyInstanceUID).isEmpty())
            .toList();
    if (studies.isEmpty()) {
      return found;
    }
    found.put(Trait.STUDY_KEYS_EMPTY, empty(QueryLevel.STUDY, studies));
    found.put(Trait.CHARACTER_SETS, declared(studies));
    matching(studies, found);
    below(uid(studies.getFirst(), Tag.StudyInstanceUID), found);
    return found;
  }

  /** Only an end that was asked for, or had to be forced, tells; others may have come by then. */
  private static Optional<Finding> cancel(End end) {
    return switch (end) {
      case CANCELLED -> Optional.of(Finding.probed(true));
      case ABORTED -> Optional.of(Finding.probed(false));
      case DONE, FAILED -> Optional.empty();
    };
  }

  /** The keys of a level that no match has a value of. */
  static Finding empty(QueryLevel level, List<DataSet> matches) {
    return Finding.probed(
        ProbeKeys.of(level).stream()
            .filter(tag -> matches.stream().allMatch(match -> match.strings(tag).isEmpty()))
            .filter(tag -> matches.stream().allMatch(match -> match.integer(tag).isEmpty()))
            .map(ProbeKeys::keyword)
            .toList());
  }

  static Finding declared(List<DataSet> matches) {
    return Finding.probed(
        matches.stream()
            .map(match -> String.join("\\", match.strings(Tag.SpecificCharacterSet)))
            .filter(terms -> !terms.isEmpty())
            .collect(Collectors.toSet()));
  }

  private void matching(List<DataSet> studies, Map<Trait, Finding> found) throws ArchiveException {
    Set<String> ignored = new TreeSet<>();
    Set<String> failing = new TreeSet<>();
    for (int tag : ProbeKeys.MATCHED) {
      DataSet impossible =
          ProbeKeys.askingForStudies().text(tag, ProbeKeys.impossible(tag)).build();
      if (!ask(impossible, 1).matches().isEmpty()) {
        ignored.add(ProbeKeys.keyword(tag));
      } else if (!findsByItsOwnValue(tag, studies)) {
        failing.add(ProbeKeys.keyword(tag));
      }
    }
    found.put(Trait.KEYS_IGNORED, Finding.probed(ignored));
    found.put(Trait.KEYS_FAILING, Finding.probed(failing));
  }

  private boolean findsByItsOwnValue(int tag, List<DataSet> studies) throws ArchiveException {
    Optional<DataSet> known =
        studies.stream().filter(study -> isPlain(study.string(tag).orElse(""))).findFirst();
    if (known.isEmpty()) {
      return true;
    }
    DataSetBuilder keys =
        ProbeKeys.askingForStudies()
            .uid(Tag.StudyInstanceUID, uid(known.get(), Tag.StudyInstanceUID))
            .text(tag, known.get().string(tag).orElseThrow());
    return !ask(keys.build(), 1).matches().isEmpty();
  }

  /** Characters that mean themselves in keys and are the same in every character set. */
  private static boolean isPlain(String value) {
    return !value.isEmpty()
        && value.chars().allMatch(c -> c >= ' ' && c < 0x7F && "*?\\~".indexOf(c) < 0);
  }

  private void below(String study, Map<Trait, Finding> found) throws ArchiveException {
    Asked series = ask(keys(QueryLevel.SERIES, study).build(), SAMPLE);
    Asked relational = ask(keys(QueryLevel.IMAGE, study).build(), SAMPLE);
    boolean works =
        relational.end() != End.FAILED
            && relational.matches().stream()
                .anyMatch(match -> !uid(match, Tag.SOPInstanceUID).isEmpty());
    found.put(Trait.RELATIONAL_QUERIES, Finding.probed(works));
    if (series.matches().isEmpty()) {
      return;
    }
    found.put(Trait.SERIES_KEYS_EMPTY, empty(QueryLevel.SERIES, series.matches()));
    String first = uid(series.matches().getFirst(), Tag.SeriesInstanceUID);
    Asked instances =
        ask(keys(QueryLevel.IMAGE, study).uid(Tag.SeriesInstanceUID, first).build(), SAMPLE);
    if (!instances.matches().isEmpty()) {
      found.put(Trait.INSTANCE_KEYS_EMPTY, empty(QueryLevel.IMAGE, instances.matches()));
    }
  }

  private static DataSetBuilder keys(QueryLevel level, String study) {
    return ProbeKeys.asking(level).uid(Tag.StudyInstanceUID, study);
  }

  private static String uid(DataSet match, int tag) {
    return match.string(tag).orElse("");
  }

  private Asked ask(DataSet identifier, int enough) throws ArchiveException {
    List<DataSet> matches = new ArrayList<>();
    End end =
        leases.operate(
            ContextsNeeded.service(SopClass.StudyRootFind),
            new Cancellation(),
            "C-FIND of the Study Root model",
            (association, answered) -> {
              answered.set(true);
              return ask(association, identifier, matches, enough);
            });
    return new Asked(matches, end);
  }

  private End ask(Association association, DataSet identifier, List<DataSet> matches, int enough)
      throws IOException {
    try {
      DimseStatus status =
          scu.find(
              association,
              SopClass.StudyRootFind,
              identifier,
              (match, pending) -> {
                matches.add(match);
                return matches.size() < enough;
              });
      if (status.category() == DimseStatus.Category.CANCEL) {
        return End.CANCELLED;
      }
      return status.isSuccessOrWarning() ? End.DONE : End.FAILED;
    } catch (AssociationException gone) {
      if (matches.size() == enough) {
        return End.ABORTED;
      }
      throw gone;
    }
  }
}
