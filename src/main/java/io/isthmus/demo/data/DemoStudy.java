package io.isthmus.demo.data;

import io.isthmus.dicom.data.DataSet;

/**
 * A study of a demo patient.
 *
 * @param number counted from 1; accession number and UIDs come from it
 * @param date YYYYMMDD
 * @param time HHMMSS
 */
record DemoStudy(
    DemoPatient patient,
    int number,
    String date,
    String time,
    String description,
    String referringPhysician) {

  /** A unique identifier inside of this study. */
  String uid(String words) {
    return Header.uid("study " + number + "/" + words);
  }

  String studyInstanceUid() {
    return uid("study");
  }

  String seriesInstanceUid(int series) {
    return uid("series " + series);
  }

  String sopInstanceUid(int series, int instance) {
    return uid("series " + series + "/instance " + instance);
  }

  String frameOfReferenceUid() {
    return uid("frame of reference");
  }

  /** Patient, General Study and Patient Study Modules (PS3.3 C.7.1.1, C.7.2.1, C.7.2.2). */
  DataSet modules() {
    Header header =
        patient
            .module()
            .text("StudyInstanceUID", studyInstanceUid())
            .text("StudyDate", date)
            .text("StudyTime", time)
            .text("AccessionNumber", "ACC%05d".formatted(20260 + number))
            .text("StudyID", Integer.toString(number))
            .text("StudyDescription", description)
            .text("ReferringPhysicianName", referringPhysician);
    if (!patient.birthDate().isEmpty()) {
      header.text("PatientAge", age());
    }
    return header.build();
  }

  private String age() {
    int years = year(date) - year(patient.birthDate());
    boolean before = date.substring(4).compareTo(patient.birthDate().substring(4)) < 0;
    return "%03dY".formatted(before ? years - 1 : years);
  }

  private static int year(String date) {
    return Integer.parseInt(date.substring(0, 4));
  }
}
