package io.isthmus.web.http;

import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of the endpoints. Searches match on any attribute that they are given; listed are
 * those of PS3.18 Table 10.6.1-5 and the optional ones that people search by most.
 */
final class Parameters {
  /** It stands for the header of that name (PS3.18 8.3.3.1). */
  static final Parameter ACCEPT =
      Parameter.query(
          "accept",
          Parameter.Type.TEXT,
          "media types that go before those of the Accept header",
          "application/dicom+json");

  static final Parameter IF_NONE_MATCH =
      Parameter.header("If-None-Match", "the ETag of what the client has", "\"0123456789abcdef\"");

  /** A part of a value, by the header or by the parameters of the draft of 2013 (WADO-29). */
  static final List<Parameter> RANGES =
      List.of(
          Parameter.header("Range", "bytes of a single part", "bytes=0-99"),
          Parameter.query("offset", Parameter.Type.NUMBER, "first byte of a single part", "0"),
          Parameter.query("length", Parameter.Type.NUMBER, "bytes of a single part", "100"));

  private static final List<Parameter> STUDY =
      List.of(
          attribute("StudyDate", "20260101-20260131"),
          attribute("StudyTime", "0800-1200"),
          attribute("AccessionNumber", "A4711"),
          attribute("ModalitiesInStudy", "CT"),
          attribute("ReferringPhysicianName", "GRAY*"),
          attribute("PatientName", "DOE^J*"),
          attribute("PatientID", "4711"),
          attribute("PatientBirthDate", "19700131"),
          attribute("PatientSex", "F"),
          attribute("StudyInstanceUID", "1.2.840.99.1").repeated(),
          attribute("StudyID", "1"),
          attribute("StudyDescription", "*THORAX*"));

  private static final List<Parameter> SERIES =
      List.of(
          attribute("Modality", "CT"),
          attribute("SeriesInstanceUID", "1.2.840.99.1.1").repeated(),
          attribute("SeriesNumber", "1"),
          attribute("SeriesDescription", "*AXIAL*"),
          attribute("PerformedProcedureStepStartDate", "20260131"),
          attribute("PerformedProcedureStepStartTime", "0800-1200"),
          attribute("RequestAttributesSequence.ScheduledProcedureStepID", "SPS1"),
          attribute("RequestAttributesSequence.RequestedProcedureID", "RP1"));

  private static final List<Parameter> INSTANCE =
      List.of(
          attribute("SOPClassUID", "1.2.840.10008.5.1.4.1.1.2").repeated(),
          attribute("SOPInstanceUID", "1.2.840.99.1.1.1").repeated(),
          attribute("InstanceNumber", "1"));

  private static final List<Parameter> OF_EVERY_SEARCH =
      List.of(
          Parameter.query(
                  "includefield",
                  Parameter.Type.TEXT,
                  "attributes wanted besides, as tags, keywords or paths of them with commas; or"
                      + " all",
                  "StudyDescription")
              .or("all")
              .repeated(),
          Parameter.query("limit", Parameter.Type.NUMBER, "most results wanted", "50"),
          Parameter.query("offset", Parameter.Type.NUMBER, "results to skip", "0"),
          Parameter.query(
              "fuzzymatching", Parameter.Type.TRUTH, "match names by how they sound", "false"),
          Parameter.query(
              "emptyvaluematching",
              Parameter.Type.TRUTH,
              "two double quotes match attributes without a value",
              "false"),
          Parameter.query(
              "multiplevaluematching",
              Parameter.Type.TRUTH,
              "commas separate alternatives",
              "false"),
          ACCEPT);

  private static final List<List<Parameter>> LEVELS = List.of(STUDY, SERIES, INSTANCE);
  private static final List<String> COLLECTIONS = List.of("/studies", "/series", "/instances");

  private Parameters() {}

  /** Those of a search: attributes of the levels that its path leaves open, and the others. */
  static List<Parameter> ofSearch(String template) {
    int first = Endpoint.variables(template).size();
    int last = COLLECTIONS.indexOf(template.substring(template.lastIndexOf('/')));
    List<Parameter> parameters = new ArrayList<>();
    LEVELS.subList(first, last + 1).forEach(parameters::addAll);
    parameters.addAll(OF_EVERY_SEARCH);
    return List.copyOf(parameters);
  }

  private static Parameter attribute(String path, String example) {
    return Parameter.query(path, Parameter.Type.ATTRIBUTE, "matched", example);
  }
}
