package io.isthmus.dicom.data;

/** A Query/Retrieve Information Model of composite instances (PS3.4 C.6). */
public enum InformationModel {
  /** Studies are its top level, with the attributes of their patients (PS3.4 C.6.2). */
  STUDY_ROOT("Study Root", SopClass.StudyRootFind, SopClass.StudyRootMove, SopClass.StudyRootGet),
  /** Patients are its top level (PS3.4 C.6.1). */
  PATIENT_ROOT(
      "Patient Root", SopClass.PatientRootFind, SopClass.PatientRootMove, SopClass.PatientRootGet);

  private final String title;
  private final String find;
  private final String move;
  private final String get;

  InformationModel(String title, String find, String move, String get) {
    this.title = title;
    this.find = find;
    this.move = move;
    this.get = get;
  }

  /** Its name in the standard. */
  public String title() {
    return title;
  }

  /** The SOP class of its C-FIND. */
  public String find() {
    return find;
  }

  /** The SOP class of its C-MOVE. */
  public String move() {
    return move;
  }

  /** The SOP class of its C-GET. */
  public String get() {
    return get;
  }
}
