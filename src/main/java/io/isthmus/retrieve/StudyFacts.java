package io.isthmus.retrieve;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the PACS says of a study, in short: enough to notice that a patient was merged or corrected,
 * or that instances came or went. Holds no data of patients, only a digest of them.
 *
 * @param identity digest of who and what the study is about
 * @param series how many it has, where the PACS counts
 * @param instances how many it has, where the PACS counts
 */
record StudyFacts(String identity, OptionalInt series, OptionalInt instances) {
  private static final int DIGEST_BYTES = 16;

  private static final List<Integer> IDENTITY =
      List.of(
          Tag.PatientID, Tag.PatientName, Tag.PatientBirthDate, Tag.AccessionNumber, Tag.StudyDate);

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
    MessageDigest digest = sha256();
    for (int tag : IDENTITY) {
      digest.update(match.string(tag).orElse("").getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return new StudyFacts(
        HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES),
        match.integer(Tag.NumberOfStudyRelatedSeries),
        match.integer(Tag.NumberOfStudyRelatedInstances));
  }

  /** Whether they are about the same patient and examination. */
  boolean sameStudy(StudyFacts later) {
    return identity.equals(later.identity);
  }

  /** Whether they are the same and say how many instances there are: nothing came or went. */
  boolean unchanged(StudyFacts later) {
    return equals(later) && instances.isPresent();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
