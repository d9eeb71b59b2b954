package io.isthmus.retrieve;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What the PACS says of a study, in short: enough to notice that a patient was merged or corrected,
 * or that instances came or went. Holds no data of patients, only a digest of them.
 *
 * @param identity digests of who and what the study is about, empty where nothing is said
 * @param series how many it has, where the PACS counts
 * @param instances how many it has, where the PACS counts
 */
record StudyFacts(List<String> identity, OptionalInt series, OptionalInt instances) {
  private static final int DIGEST_BYTES = 8;

  /** So many of them, the first, are about the patient. */
  private static final int OF_PATIENTS = 3;

  /** Delimiters that nothing follows mean nothing (PS3.5 6.2.1.2). */
  private static final Pattern END_OF_NAME = Pattern.compile("[\\^= ]+$");

  private static final List<Integer> IDENTITY =
      List.of(
          Tag.PatientID, Tag.PatientName, Tag.PatientBirthDate, Tag.AccessionNumber, Tag.StudyDate);

  /** What has to be known of an instance to tell who and what it is about. */
  static final Set<Integer> IN_HEADERS =
      Set.of(
          Tag.SpecificCharacterSet,
          Tag.PatientID,
          Tag.PatientName,
          Tag.PatientBirthDate,
          Tag.AccessionNumber,
          Tag.StudyDate);

  /** The keys by which a study is asked for its facts. */
  static DataSet keys(String study) {
    var keys = DataSet.builder().uid(Tag.StudyInstanceUID, study);
    IDENTITY.forEach(keys::empty);
    return keys.empty(Tag.NumberOfStudyRelatedSeries)
        .empty(Tag.NumberOfStudyRelatedInstances)
        .build();
  }

  /** Of a match of a search with these keys. */
  static StudyFacts of(DataSet match) {
    return new StudyFacts(
        identity(match),
        match.integer(Tag.NumberOfStudyRelatedSeries),
        match.integer(Tag.NumberOfStudyRelatedInstances));
  }

  /** Who and what a match or an instance is about. */
  static List<String> identity(DataSet described) {
    MessageDigest digest = sha256();
    return IDENTITY.stream()
        .map(tag -> described.string(tag).orElse(""))
        .map(value -> END_OF_NAME.matcher(value).replaceFirst(""))
        .map(value -> value.isEmpty() ? "" : digested(value, digest))
        .toList();
  }

  /** Whether both say something of the same and not the same. */
  static boolean contradict(List<String> one, List<String> other) {
    return contradict(one, other, one.size());
  }

  /** The same of the patient alone: a study may have several accession numbers. */
  static boolean ofOtherPatients(List<String> one, List<String> other) {
    return contradict(one, other, OF_PATIENTS);
  }

  private static boolean contradict(List<String> one, List<String> other, int first) {
    return IntStream.range(0, first)
        .anyMatch(i ->
            !one.get(i).isEmpty() && !other.get(i).isEmpty() && !one.get(i).equals(other.get(i)));
  }

  /** The same without numbers: asked too late to vouch for what came before. */
  StudyFacts uncounted() {
    return new StudyFacts(identity, OptionalInt.empty(), OptionalInt.empty());
  }

  /** Whether they are about the same patient and examination. */
  boolean sameStudy(StudyFacts later) {
    return identity.equals(later.identity);
  }

  /** Whether they are the same and say how many instances there are: nothing came or went. */
  boolean unchanged(StudyFacts later) {
    return equals(later) && instances.isPresent();
  }

  private static String digested(String value, MessageDigest digest) {
    byte[] bytes = digest.digest(value.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(bytes, 0, DIGEST_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
