package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Four made-up studies of nobody, written by dcmtk: what the tests of searches look for is in the
 * table below.
 *
 * <pre>
 * study  patient             id   date      time    accession  modalities  series  instances
 * A      Doe^Jane            P-1  20240105  101500  A-100      CT, MR      2       3
 * B      Doe^John            P-2  20240110  080000  A-101      MR          1       1
 * C      Müller^Jörg         P-3  20240110  235959             XA          1       1
 * D      Roe^Rita            P-4  20240220  120000  A-103,X    CT          1       1
 * </pre>
 */
final class MadeStudies {
  private static final String ROOT = "1.2.276.0.7230010.3.1.";
  static final String A = ROOT + "2.1";
  static final String B = ROOT + "2.2";
  static final String C = ROOT + "2.3";
  static final String D = ROOT + "2.4";

  private record Study(
      String uid, String name, String id, String date, String time, String accession) {}

  private static final Study STUDY_A =
      new Study(A, "Doe^Jane", "P-1", "20240105", "101500", "A-100");
  private static final Study STUDY_B =
      new Study(B, "Doe^John", "P-2", "20240110", "080000", "A-101");
  private static final Study STUDY_C =
      new Study(C, "M\u00FCller^J\u00F6rg", "P-3", "20240110", "235959", "");
  private static final Study STUDY_D =
      new Study(D, "Roe^Rita", "P-4", "20240220", "120000", "A-103,X");

  private MadeStudies() {}

  static String series(String study, int number) {
    return study + "." + number;
  }

  static String instance(String study, int series, int number) {
    return study + "." + series + "." + number;
  }

  static List<Path> files(DimsePeers peers, Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(file(peers, folder, STUDY_A, "CT", 1, 1));
    files.add(file(peers, folder, STUDY_A, "CT", 1, 2));
    files.add(file(peers, folder, STUDY_A, "MR", 2, 1));
    files.add(file(peers, folder, STUDY_B, "MR", 1, 1));
    files.add(file(peers, folder, STUDY_C, "XA", 1, 1));
    files.add(file(peers, folder, STUDY_D, "CT", 1, 1));
    return files;
  }

  private static String sopClass(String modality) {
    return switch (modality) {
      case "CT" -> "1.2.840.10008.5.1.4.1.1.2";
      case "MR" -> "1.2.840.10008.5.1.4.1.1.4";
      default -> "1.2.840.10008.5.1.4.1.1.12.1";
    };
  }

  private static Path file(
      DimsePeers peers, Path folder, Study study, String modality, int series, int number)
      throws IOException {
    String uid = instance(study.uid(), series, number);
    Path pixels = Files.write(folder.resolve(uid + ".raw"), new byte[512]);
    Path dump = folder.resolve(uid + ".txt");
    Files.writeString(
        dump,
        """
        (0008,0005) CS [ISO_IR 100]
        (0008,0016) UI [%s]
        (0008,0018) UI [%s]
        (0008,0020) DA [%s]
        (0008,0030) TM [%s]
        (0008,0050) SH [%s]
        (0008,0060) CS [%s]
        (0008,0090) PN [Ref^Doc]
        (0008,1030) LO [Description of %s]
        (0008,103e) LO [%s series %d]
        (0009,0010) LO [ISTHMUS TEST]
        (0009,1001) LO [one]
        (0010,0010) PN [%s]
        (0010,0020) LO [%s]
        (0010,0030) DA [19700101]
        (0010,0040) CS [O]
        (0020,000d) UI [%s]
        (0020,000e) UI [%s]
        (0020,0010) SH [S%s]
        (0020,0011) IS [%d]
        (0020,0013) IS [%d]
        (0028,0002) US 1
        (0028,0004) CS [MONOCHROME2]
        (0028,0010) US 16
        (0028,0011) US 16
        (0028,0100) US 16
        (0028,0101) US 16
        (0028,0102) US 15
        (0028,0103) US 0
        (0040,0244) DA [%s]
        (0040,0245) TM [%s]
        (0040,0275) SQ
        (fffe,e000) -
        (0040,0009) SH [SPS-%s]
        (0040,1001) SH [RP-%s]
        (fffe,e00d) -
        (fffe,e0dd) -
        (7fe0,0010) OW =%s
        """
            .formatted(
                sopClass(modality),
                uid,
                study.date(),
                study.time(),
                study.accession(),
                modality,
                study.id(),
                modality,
                series,
                study.name(),
                study.id(),
                study.uid(),
                series(study.uid(), series),
                study.id(),
                series,
                number,
                study.date(),
                study.time(),
                study.id(),
                study.id(),
                pixels),
        StandardCharsets.ISO_8859_1);
    Path file = folder.resolve(uid + ".dcm");
    DimsePeers.Run run = peers.run("dump2dcm", "+te", dump.toString(), file.toString());
    assertThat(run.exitCode()).as(run.output()).isZero();
    return file;
  }
}
