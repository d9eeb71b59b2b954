package io.isthmus.archive.dimse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.isthmus.archive.Archive.Matches;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Merging;
import io.isthmus.dicom.data.Tag;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Patients are the top: what lies below is asked for under one Patient ID, and has none of the
 * other attributes of the patient (PS3.4 C.6.1). So a search that names no Patient ID asks for the
 * patients first, and then below each; that of a study is remembered. Thread safe.
 */
final class PatientRoot implements Hierarchy {
  private static final int MOST_REMEMBERED = 10_000;

  /** Keys of the level of patients (PS3.4 Table C.6-1). */
  private static final Set<Integer> OF_PATIENTS =
      Set.of(
          Tag.PatientName,
          Tag.PatientID,
          Tag.IssuerOfPatientID,
          Tag.OtherPatientIDsSequence,
          Tag.PatientBirthDate,
          Tag.PatientBirthTime,
          Tag.PatientSex,
          Tag.PatientComments,
          Tag.NumberOfPatientRelatedStudies,
          Tag.NumberOfPatientRelatedSeries,
          Tag.NumberOfPatientRelatedInstances);

  private final FindOperation finding;
  private final Failures failures;
  private final Cache<String, String> patientOfStudy =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).executor(Runnable::run).build();

  PatientRoot(FindOperation finding, Failures failures) {
    this.finding = finding;
    this.failures = failures;
  }

  @Override
  public FindOutcome find(FindRequest request, Matches matches, Cancellation cancellation)
      throws ArchiveException {
    Search search = new Search(request, matches, cancellation);
    Optional<String> named = request.keys().string(Tag.PatientID);
    Optional<String> remembered =
        named.isPresent() ? Optional.empty() : search.study().map(patientOfStudy::getIfPresent);
    if (remembered.isPresent()) {
      search.under(remembered.get());
      if (search.hasMatches) {
        return search.outcome();
      }
      // It may have another patient by now.
      search.study().ifPresent(patientOfStudy::invalidate);
      search = new Search(request, matches, cancellation);
    }
    search.under(named.orElse(""));
    return search.outcome();
  }

  @Override
  public DataSet identifier(RetrieveScope scope, Cancellation cancellation)
      throws ArchiveException {
    String study = scope.studyInstanceUid();
    String known = patientOfStudy.getIfPresent(study);
    if (known == null) {
      DataSet keys = DataSet.builder().uid(Tag.StudyInstanceUID, study).build();
      find(new FindRequest(QueryLevel.STUDY, keys), match -> true, cancellation);
      known = patientOfStudy.getIfPresent(study);
    }
    if (known == null) {
      throw failures.notFound();
    }
    return underPatient(Identifiers.of(scope), known);
  }

  /** Patient ID in characters that the identifier can declare. */
  private static DataSet underPatient(DataSet keys, String patient) {
    DataSetBuilder under = keys.toBuilder();
    try {
      return under.text(Tag.PatientID, patient).build();
    } catch (IllegalArgumentException lacksCharacter) {
      return under.specificCharacterSet("ISO_IR 192").text(Tag.PatientID, patient).build();
    }
  }

  /** What is of the level of patients, in the character sets of all of it. */
  private static DataSet ofPatient(DataSet attributes) {
    DataSetBuilder kept = attributes.toBuilder();
    for (Element element : attributes) {
      if (element.tag() != Tag.SpecificCharacterSet && !OF_PATIENTS.contains(element.tag())) {
        kept.remove(element.tag());
      }
    }
    return kept.build();
  }

  private static boolean isExact(String patient) {
    return !patient.isEmpty() && patient.chars().noneMatch(c -> c == '*' || c == '?');
  }

  /** One search of the client's, in as many as it takes. Of one thread. */
  private final class Search {
    private final FindRequest request;
    private final Matches matches;
    private final Cancellation cancellation;
    private boolean hasMatches;
    private boolean hasEnough;
    private boolean hasUnnamed;
    private boolean isAmbiguous;
    private boolean optionalKeysUnsupported;
    private boolean fuzzy;

    Search(FindRequest request, Matches matches, Cancellation cancellation) {
      this.request = request;
      this.matches = matches;
      this.cancellation = cancellation;
    }

    /** Searches below the patients of an ID, which may have wildcards; below all if it is empty. */
    void under(String id) throws ArchiveException {
      for (DataSet patient : patients(id)) {
        if (hasEnough) {
          return;
        }
        below(patient);
      }
    }

    private Collection<DataSet> patients(String id) throws ArchiveException {
      DataSet asked = underPatient(ofPatient(request.keys()), id);
      boolean idAlone = asked.size() == (asked.contains(Tag.SpecificCharacterSet) ? 2 : 1);
      if (isExact(id) && idAlone) {
        return List.of(asked);
      }
      Map<String, DataSet> patients = new LinkedHashMap<>();
      FindOutcome outcome =
          finding.findPatients(
              asked, request.fuzzy(), match -> isTaken(match, patients), cancellation);
      note(outcome);
      fuzzy = outcome.fuzzy();
      if (isAmbiguous) {
        throw failures.ambiguousPatient();
      }
      return patients.values();
    }

    /** Patient ID is unique in this model; whose ID is empty cannot be asked for. */
    private boolean isTaken(DataSet match, Map<String, DataSet> patients) {
      String id = match.string(Tag.PatientID).orElse("");
      hasUnnamed |= id.isEmpty();
      if (!id.isEmpty()) {
        isAmbiguous |= !match.equals(patients.computeIfAbsent(id, first -> match));
      }
      return true;
    }

    private void below(DataSet patient) throws ArchiveException {
      String id = patient.string(Tag.PatientID).orElseThrow();
      DataSetBuilder keys = request.keys().toBuilder();
      OF_PATIENTS.forEach(keys::remove);
      DataSet above = ofPatient(patient);
      FindOutcome outcome =
          finding.find(
              new FindRequest(request.level(), underPatient(keys.build(), id)),
              match -> isWanted(match, above, id),
              cancellation);
      note(outcome);
      hasEnough = !outcome.exhausted();
    }

    private boolean isWanted(DataSet match, DataSet above, String id) {
      boolean isOfAnother =
          match.contains(Tag.PatientID) && !match.string(Tag.PatientID).orElse("").equals(id);
      if (isOfAnother) {
        return true;
      }
      hasMatches = true;
      // A match need not repeat the study that was asked for.
      match
          .string(Tag.StudyInstanceUID)
          .or(this::study)
          .ifPresent(study -> patientOfStudy.put(study, id));
      DataSetBuilder whole = match.toBuilder();
      Merging.addAbsent(whole, above);
      return matches.accept(whole.build());
    }

    /** The one study that is asked for. */
    Optional<String> study() {
      return Optional.of(request.keys().strings(Tag.StudyInstanceUID))
          .filter(studies -> studies.size() == 1)
          .map(List::getFirst)
          .filter(uid -> !uid.isEmpty());
    }

    private void note(FindOutcome outcome) {
      optionalKeysUnsupported |= outcome.optionalKeysUnsupported();
    }

    FindOutcome outcome() {
      return new FindOutcome(!hasEnough && !hasUnnamed, optionalKeysUnsupported, fuzzy);
    }
  }
}
