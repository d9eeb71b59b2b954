package io.isthmus.demo.data;

import java.util.List;

/**
 * Somebody who does not exist. The family names mean "example" or "sample" in their languages.
 *
 * @param name a person name (PS3.5 6.2.1)
 * @param birthDate YYYYMMDD, or empty when unknown
 * @param sex M, F or O
 * @param characterSets the terms of (0008,0005) that the data of this patient is written in
 */
record DemoPatient(
    String id, String name, String birthDate, String sex, List<String> characterSets) {

  static final DemoPatient ENGLISH =
      new DemoPatient("DEMO-01", "Example^Ada^Byron", "19581204", "F", List.of());
  static final DemoPatient GERMAN =
      new DemoPatient("DEMO-02", "Müster^Jürgen^^Dr.", "19710523", "M", List.of("ISO_IR 100"));
  static final DemoPatient JAPANESE =
      new DemoPatient(
          "DEMO-03", "Rei^Hanako=例^花子=れい^はなこ", "19830211", "F", List.of("", "ISO 2022 IR 87"));
  static final DemoPatient KOREAN =
      new DemoPatient(
          "DEMO-04", "Bogi^Gildong=보기^길동=보기^길동", "19660815", "M", List.of("", "ISO 2022 IR 149"));
  static final DemoPatient GREEK =
      new DemoPatient("DEMO-05", "Παράδειγμα^Ελένη", "19490330", "F", List.of("ISO_IR 126"));
  static final DemoPatient RUSSIAN =
      new DemoPatient(
          "DEMO-06", "Примеров^Иван^Образцович", "19770607", "M", List.of("ISO_IR 144"));
  static final DemoPatient ARABIC =
      new DemoPatient("DEMO-07", "مثال^ليلى", "19901118", "F", List.of("ISO_IR 127"));
  static final DemoPatient CHINESE =
      new DemoPatient("DEMO-08", "Shili^Xiaohong=示例^小红", "19690901", "F", List.of("GB18030"));
  static final DemoPatient TAIWANESE =
      new DemoPatient("DEMO-09", "Yangben^Dawei=樣本^大偉", "19620128", "M", List.of("ISO_IR 192"));
  static final DemoPatient FRENCH =
      new DemoPatient("DEMO-10", "Échantillon^Zoé", "20010714", "F", List.of("ISO_IR 100"));
  static final DemoPatient HEBREW =
      new DemoPatient("DEMO-11", "דוגמה^נועה", "19860419", "F", List.of("ISO_IR 138"));
  static final DemoPatient UNKNOWN = new DemoPatient("DEMO-12", "Sample^Sam", "", "O", List.of());

  /** The Patient Module (PS3.3 C.7.1.1). */
  Header module() {
    return Header.item()
        .characterSets(characterSets)
        .text("PatientName", name)
        .text("PatientID", id)
        .text("IssuerOfPatientID", "ISTHMUS DEMO")
        .text("PatientBirthDate", birthDate)
        .text("PatientSex", sex)
        .text("PatientComments", "Made up for demonstration. No such person exists.");
  }
}
