package io.isthmus.interop;

import io.isthmus.demo.DemoFiles;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Made-up studies for work lists: more than a page of alike ones of one day, and three that each
 * filter tells apart.
 *
 * <pre>
 * study   patient         id       date      accession  modality  description
 * 1..60   Crowd^Member01  CROWD-1  20250101  C-1        CT        Control
 * 61      Lovelace^Ada    ADA-1    20240615  ACC-77     US        Heart, follow-up
 * 62      Lovell^Bernard  BER-1    20240620  ACC-78     MR        Skull and neck
 * 63      Müller^Jörg     JOE-1    20230105  ACC-79     US        Schädel
 * </pre>
 */
final class WorkListStudies {
  static final int CROWD = 60;
  private static final String ROOT = "1.2.826.0.1.3680043.9.2.";

  private WorkListStudies() {}

  static String study(int number) {
    return ROOT + number;
  }

  /** Writes a file for each study. */
  static void write(Path folder) throws IOException {
    for (int i = 1; i <= CROWD; i++) {
      String name = String.format(Locale.ROOT, "Crowd^Member%02d", i);
      write(folder, i, name, "CROWD-" + i, "20250101", "C-" + i, "CT", "Control");
    }
    write(folder, 61, "Lovelace^Ada", "ADA-1", "20240615", "ACC-77", "US", "Heart, follow-up");
    write(folder, 62, "Lovell^Bernard", "BER-1", "20240620", "ACC-78", "MR", "Skull and neck");
    write(folder, 63, "Müller^Jörg", "JOE-1", "20230105", "ACC-79", "US", "Schädel");
  }

  private static void write(
      Path folder,
      int number,
      String name,
      String id,
      String date,
      String accession,
      String modality,
      String description)
      throws IOException {
    DataSet header =
        DataSet.builder()
            .specificCharacterSet("ISO_IR 192")
            .uid(Tag.SOPClassUID, SopClass.BasicTextSRStorage)
            .uid(Tag.SOPInstanceUID, study(number) + ".1.1")
            .text(Tag.StudyDate, date)
            .text(Tag.StudyTime, "101500")
            .text(Tag.AccessionNumber, accession)
            .text(Tag.Modality, modality)
            .text(Tag.StudyDescription, description)
            .text(Tag.PatientName, name)
            .text(Tag.PatientID, id)
            .uid(Tag.StudyInstanceUID, study(number))
            .uid(Tag.SeriesInstanceUID, study(number) + ".1")
            .text(Tag.StudyID, "W" + number)
            .text(Tag.SeriesNumber, "1")
            .text(Tag.InstanceNumber, "1")
            .build();
    DemoFiles.write(
        new DemoInstance(header, TransferSyntax.ExplicitVRLittleEndian, Optional.empty()), folder);
  }
}
