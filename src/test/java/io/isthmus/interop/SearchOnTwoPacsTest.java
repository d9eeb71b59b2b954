package io.isthmus.interop;

import static io.isthmus.interop.MadeStudies.A;
import static io.isthmus.interop.MadeStudies.B;
import static io.isthmus.interop.MadeStudies.C;
import static io.isthmus.interop.MadeStudies.D;
import static io.isthmus.interop.MadeStudies.instance;
import static io.isthmus.interop.MadeStudies.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches by HTTP, of an Orthanc and of a dcmqrscp that hold {@link MadeStudies}. */
@QuarkusTest
@QuarkusTestResource(value = TwoPacsResource.class, restrictToAnnotatedClass = true)
class SearchOnTwoPacsTest {
  private static final String STUDY = "0020000D";
  private static final String SERIES = "0020000E";
  private static final String INSTANCE = "00080018";

  @BeforeEach
  void bothAreHere() {
    Peers.need("orthanc", "Orthanc");
    Peers.need("dcmtk", "dcmqrscp", "dump2dcm", "storescu");
  }

  private static Response get(String pacs, String path) {
    return RestAssured.given().urlEncodingEnabled(false).get("/pacs/" + pacs + "/dicomweb/" + path);
  }

  private static List<Map<String, Map<String, Object>>> found(String pacs, String path) {
    Response response = get(pacs, path);
    if (response.statusCode() == 204) {
      return List.of();
    }
    assertThat(response.statusCode()).as(path + " " + response.asString()).isEqualTo(200);
    return response.jsonPath().getList("");
  }

  private static List<String> uids(String pacs, String path, String tag) {
    return found(pacs, path).stream().map(result -> value(result, tag)).sorted().toList();
  }

  private static List<String> studies(String pacs, String query) {
    return uids(pacs, query.isEmpty() ? "studies" : "studies?" + query, STUDY);
  }

  private static String value(Map<String, Map<String, Object>> result, String tag) {
    assertThat(result).containsKey(tag);
    return result.get(tag).get("Value") instanceof List<?> values
        ? String.valueOf(values.getFirst())
        : "";
  }

  private static int status(String pacs, String path) {
    return get(pacs, path).statusCode();
  }

  private static List<String> warnings(String pacs, String path) {
    return get(pacs, path).headers().getValues("Warning");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-01")
  void studiesTheirSeriesAndTheirInstancesAreFound(String pacs) {
    assertThat(studies(pacs, "")).containsExactly(A, B, C, D);
    assertThat(uids(pacs, "studies/" + A + "/series", SERIES))
        .containsExactly(series(A, 1), series(A, 2));
    assertThat(uids(pacs, "studies/" + A + "/series/" + series(A, 1) + "/instances", INSTANCE))
        .containsExactly(instance(A, 1, 1), instance(A, 1, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-02")
  void seriesAndInstancesAreFoundWithoutTheirStudy(String pacs) {
    assertThat(uids(pacs, "series?Modality=MR", SERIES))
        .containsExactly(series(A, 2), series(B, 1));
    assertThat(uids(pacs, "instances?PatientID=P-2", INSTANCE)).containsExactly(instance(B, 1, 1));
    assertThat(uids(pacs, "studies/" + A + "/instances", INSTANCE))
        .containsExactly(instance(A, 1, 1), instance(A, 1, 2), instance(A, 2, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-03")
  void attributesAreNamedByKeywordByTagAndByPath(String pacs) {
    assertThat(studies(pacs, "PatientID=P-2")).containsExactly(B);
    assertThat(studies(pacs, "00100020=P-2")).containsExactly(B);
    assertThat(studies(pacs, "0020000d=" + C)).containsExactly(C);
    assertThat(warnings(pacs, "studies?patientid=P-2"))
        .singleElement()
        .asString()
        .endsWith("were ignored: patientid");
    assertThat(
            uids(
                pacs,
                "series?StudyInstanceUID=" + A + "&00400275.RequestedProcedureID=RP-P-1",
                SERIES))
        .containsExactly(series(A, 1), series(A, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-04")
  void uidsMayBeListedAndOtherAttributesComeOnce(String pacs) {
    assertThat(studies(pacs, "StudyInstanceUID=" + A + "," + B)).containsExactly(A, B);
    assertThat(studies(pacs, "StudyInstanceUID=" + A + "%2C" + B)).containsExactly(A, B);
    assertThat(studies(pacs, "StudyInstanceUID=" + A + "&StudyInstanceUID=" + C))
        .containsExactly(A, C);
    assertThat(studies(pacs, "StudyInstanceUID=" + A + "%5C" + D)).containsExactly(A, D);
    assertThat(status(pacs, "studies?PatientID=P-1&PatientID=P-2")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-05")
  void valuesAreUtf8AndMayBeEncodedOrNot(String pacs) {
    assertThat(studies(pacs, "PatientName=Doe%5EJane")).containsExactly(A);
    assertThat(studies(pacs, "PatientName=M%C3%BCller%5EJ%C3%B6rg")).containsExactly(C);
    assertThat(studies(pacs, "StudyDescription=Description%20of%20P-2")).containsExactly(B);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-06")
  void datesAreMatchedInRangesAndCheckedForTheirForm(String pacs) {
    assertThat(studies(pacs, "StudyDate=20240110")).containsExactly(B, C);
    assertThat(studies(pacs, "StudyDate=20240105-20240110")).containsExactly(A, B, C);
    assertThat(studies(pacs, "StudyDate=20240110-")).containsExactly(B, C, D);
    assertThat(studies(pacs, "StudyDate=-20240109")).containsExactly(A);
    assertThat(studies(pacs, "StudyTime=100000-130000")).containsExactly(A, D);
    for (String malformed : List.of("2024-01-05", "20241350", "20240105-2024", "yesterday")) {
      assertThat(status(pacs, "studies?StudyDate=" + malformed)).as(malformed).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-07")
  void wildcardsMatchTextAndNothingElse(String pacs) {
    assertThat(studies(pacs, "PatientName=Doe*")).containsExactly(A, B);
    assertThat(studies(pacs, "AccessionNumber=A-10%3F")).containsExactly(A, B);
    assertThat(studies(pacs, "PatientID=*")).containsExactly(A, B, C, D);
    assertThat(studies(pacs, "AccessionNumber=A-1")).as("no wildcard of our own").isEmpty();
    assertThat(status(pacs, "studies?StudyInstanceUID=1.2.*")).isEqualTo(400);
    assertThat(status(pacs, "studies?StudyDate=2024*")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-09")
  void anAttributeWithoutValueMatchesEverythingAndIsReturned(String pacs) {
    for (String query : List.of("StudyDescription", "StudyDescription=")) {
      assertThat(found(pacs, "studies?" + query))
          .hasSize(4)
          .allSatisfy(study -> assertThat(study).containsKey("00081030"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-10")
  void moreAttributesAreReturnedWhenNamed(String pacs) {
    assertThat(found(pacs, "studies?PatientID=P-1").getFirst()).doesNotContainKey("00081030");
    assertThat(
            value(
                found(pacs, "studies?PatientID=P-1&includefield=StudyDescription").getFirst(),
                "00081030"))
        .isEqualTo("Description of P-1");
    assertThat(found(pacs, "studies?PatientID=P-1&includefield=Modality").getFirst())
        .doesNotContainKey("00080060");
    assertThat(status(pacs, "studies?includefield=NoSuchKeyword")).isEqualTo(400);
    assertThat(status(pacs, "studies?includefield=0008103")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-11")
  void allMeansEveryKeyOfTheLevelThatThePacsHas(String pacs) {
    assertThat(found(pacs, "studies?PatientID=P-1&includefield=all").getFirst())
        .containsKey("00081030");
    assertThat(found(pacs, "studies?PatientID=P-1&includefield=all,PatientAge").getFirst())
        .containsKey("00081030");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-13")
  void limitAndOffsetAreUnsignedNumbers(String pacs) {
    assertThat(found(pacs, "studies?limit=3")).hasSize(3);
    assertThat(found(pacs, "studies?limit=3&offset=3")).hasSize(1);
    assertThat(status(pacs, "studies?limit=0")).isEqualTo(204);
    for (String wrong : List.of("limit=-1", "limit=x", "offset=-1", "limit=99999999999999999999")) {
      assertThat(status(pacs, "studies?" + wrong)).as(wrong).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-14")
  void pagesTogetherAreTheWholeListInItsOrder(String pacs) {
    List<String> whole = found(pacs, "studies").stream().map(study -> value(study, STUDY)).toList();
    List<String> pages =
        List.of(0, 1, 2, 3).stream()
            .flatMap(offset -> found(pacs, "studies?limit=1&offset=" + offset).stream())
            .map(study -> value(study, STUDY))
            .toList();

    assertThat(pages).isEqualTo(whole).hasSize(4);
    assertThat(found(pacs, "studies").stream().map(study -> value(study, STUDY)).toList())
        .isEqualTo(whole);
    assertThat(status(pacs, "studies?offset=4")).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-15")
  void resultsThatWereLeftOutAreCounted(String pacs) {
    assertThat(warnings(pacs, "studies?limit=1"))
        .singleElement()
        .asString()
        .startsWith("299 ")
        .endsWith(": There are 3 additional results that can be requested");
    assertThat(warnings(pacs, "studies?limit=4")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-16")
  void fuzzyMatchingIsDoneOrSaidNotToBe(String pacs) {
    assertThat(warnings(pacs, "studies?PatientName=Doe*&fuzzymatching=true"))
        .singleElement()
        .asString()
        .endsWith(
            "The fuzzymatching parameter is not supported. Only literal matching has been"
                + " performed.");
    assertThat(warnings(pacs, "studies?PatientName=Doe*&fuzzymatching=false")).isEmpty();
    assertThat(status(pacs, "studies?fuzzymatching=yes")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-17")
  void emptyValuesAreMatched(String pacs) {
    assertThat(studies(pacs, "AccessionNumber=%22%22&emptyvaluematching=true")).containsExactly(C);
    assertThat(status(pacs, "studies?emptyvaluematching=1")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement({"QIDO-18", "QIDO-19"})
  void aListOfValuesMatchesAnyOfThemOnlyWhenThatIsAskedFor(String pacs) {
    assertThat(studies(pacs, "PatientID=P-1,P-2&multiplevaluematching=true")).containsExactly(A, B);
    assertThat(studies(pacs, "PatientID=P-1,P-2")).isEmpty();
    assertThat(studies(pacs, "AccessionNumber=A-103,X")).containsExactly(D);
    assertThat(status(pacs, "studies?multiplevaluematching=maybe")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-20")
  void aKeyThatContradictsThePathIsRefused(String pacs) {
    assertThat(status(pacs, "studies/" + A + "/series?StudyInstanceUID=" + B)).isEqualTo(400);
    assertThat(status(pacs, "studies/" + A + "/series?StudyInstanceUID=" + A)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-22")
  void everyRequiredKeyIsMatched(String pacs) {
    assertThat(studies(pacs, "StudyTime=080000")).containsExactly(B);
    assertThat(studies(pacs, "AccessionNumber=A-101")).containsExactly(B);
    assertThat(studies(pacs, "ReferringPhysicianName=Ref%5EDoc")).containsExactly(A, B, C, D);
    assertThat(studies(pacs, "ReferringPhysicianName=Nobody")).isEmpty();
    assertThat(studies(pacs, "StudyID=SP-4")).containsExactly(D);
    assertThat(uids(pacs, "studies/" + A + "/series?Modality=MR", SERIES))
        .containsExactly(series(A, 2));
    assertThat(uids(pacs, "studies/" + A + "/series?SeriesNumber=1", SERIES))
        .containsExactly(series(A, 1));
    assertThat(uids(pacs, "studies/" + A + "/series?SeriesInstanceUID=" + series(A, 2), SERIES))
        .containsExactly(series(A, 2));
    String instances = "studies/" + A + "/series/" + series(A, 1) + "/instances";
    assertThat(uids(pacs, instances + "?InstanceNumber=2", INSTANCE))
        .containsExactly(instance(A, 1, 2));
    assertThat(uids(pacs, instances + "?SOPInstanceUID=" + instance(A, 1, 1), INSTANCE))
        .containsExactly(instance(A, 1, 1));
    assertThat(uids(pacs, "studies/" + A + "/instances?Modality=MR", INSTANCE))
        .containsExactly(instance(A, 2, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-23")
  void modalitiesInStudyAreMatchedWhateverThePacsDoes(String pacs) {
    assertThat(studies(pacs, "ModalitiesInStudy=MR")).containsExactly(A, B);
    assertThat(studies(pacs, "ModalitiesInStudy=CT,XA&multiplevaluematching=true"))
        .containsExactly(A, C, D);
    assertThat(studies(pacs, "ModalitiesInStudy=US")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement({"QIDO-24", "QIDO-35"})
  void resultsComeAsJsonOrAsXml(String pacs) {
    String path = "/pacs/" + pacs + "/dicomweb/studies?PatientID=P-3";
    Response json = RestAssured.given().accept("application/dicom+json").get(path);
    assertThat(json.contentType()).startsWith("application/dicom+json");
    assertThat(json.jsonPath().getString("[0]['00100010'].Value[0].Alphabetic"))
        .isEqualTo("M\u00FCller^J\u00F6rg");
    assertThat(json.jsonPath().getList("[0]['00080005'].Value")).isEqualTo(List.of("ISO_IR 192"));
    Response xml =
        RestAssured.given().accept("multipart/related; type=\"application/dicom+xml\"").get(path);
    assertThat(xml.contentType()).startsWith("multipart/related");
    assertThat(new String(xml.asByteArray(), StandardCharsets.UTF_8))
        .contains("encoding=\"UTF-8\"")
        .contains("<FamilyName>M\u00FCller</FamilyName>");
    assertThat(RestAssured.given().accept("text/html").get(path).statusCode()).isEqualTo(406);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement({"QIDO-26", "QIDO-27"})
  void noMatchIsNoContentAlsoBelowAStudyThatIsNotThere(String pacs) {
    Response none = get(pacs, "studies?PatientID=NOBODY");
    assertThat(none.statusCode()).isEqualTo(204);
    assertThat(none.asByteArray()).isEmpty();
    assertThat(status(pacs, "studies/1.2.3.4/series")).isEqualTo(204);
    assertThat(status(pacs, "studies/1.2.3.4/series/1.2.3.5/instances")).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement({"QIDO-28", "QIDO-31", "QIDO-33"})
  void aStudyCarriesWhatIsRequiredOfIt(String pacs) {
    Map<String, Map<String, Object>> study = found(pacs, "studies?PatientID=P-1").getFirst();

    Map.of(
            "00080020",
            "20240105",
            "00080030",
            "101500",
            "00080050",
            "A-100",
            "00100020",
            "P-1",
            "00100030",
            "19700101",
            "00100040",
            "O",
            "00200010",
            "SP-1",
            "00201206",
            "2",
            "00201208",
            "3",
            STUDY,
            A)
        .forEach((tag, wanted) -> assertThat(value(study, tag)).as(tag).isEqualTo(wanted));
    assertThat(study).containsKeys("00080090", "00100010");
    assertThat(Set.copyOf((List<?>) study.get("00080061").get("Value")))
        .isEqualTo(Set.of("CT", "MR"));
    assertThat(study).doesNotContainKeys("00080052", "00080054");
    assertThat(found(pacs, "studies?PatientID=P-3").getFirst().get("00080050"))
        .isEqualTo(Map.of("vr", "SH"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-29")
  void aSeriesCarriesWhatIsRequiredOfIt(String pacs) {
    Map<String, Map<String, Object>> series =
        found(pacs, "studies/" + A + "/series?Modality=CT").getFirst();
    assertThat(value(series, "00080060")).isEqualTo("CT");
    assertThat(value(series, "00200011")).isEqualTo("1");
    assertThat(series).containsKey("00201209");
    assertThat(value(series, STUDY)).isEqualTo(A);
    assertThat(value(found(pacs, "series?PatientID=P-2").getFirst(), "00080020"))
        .isEqualTo("20240110");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-30")
  void anInstanceCarriesWhatIsRequiredOfIt(String pacs) {
    Map<String, Map<String, Object>> one =
        found(pacs, "studies/" + B + "/series/" + series(B, 1) + "/instances").getFirst();
    assertThat(value(one, INSTANCE)).isEqualTo(instance(B, 1, 1));
    assertThat(value(one, "00200013")).isEqualTo("1");
    assertThat(one).containsKey("00080016");
    assertThat(value(found(pacs, "studies/" + B + "/instances").getFirst(), "00080060"))
        .isEqualTo("MR");
    Map<String, Map<String, Object>> relational = found(pacs, "instances?PatientID=P-2").getFirst();
    assertThat(value(relational, "00100020")).isEqualTo("P-2");
    assertThat(value(relational, "00080060")).isEqualTo("MR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-32")
  void everyResultSaysWhereItCanBeRetrieved(String pacs) {
    String root = "/pacs/" + pacs + "/dicomweb/studies/";
    assertThat(value(found(pacs, "studies?PatientID=P-2").getFirst(), "00081190"))
        .endsWith(root + B);
    assertThat(value(found(pacs, "studies/" + B + "/series").getFirst(), "00081190"))
        .endsWith(root + B + "/series/" + series(B, 1));
    String url = value(found(pacs, "studies/" + B + "/instances").getFirst(), "00081190");
    assertThat(url)
        .endsWith(root + B + "/series/" + series(B, 1) + "/instances/" + instance(B, 1, 1));
    assertThat(RestAssured.get(url).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-08")
  void attributesInSequencesAreMatched(String pacs) {
    assertThat(
            uids(
                pacs,
                "series?StudyInstanceUID="
                    + A
                    + "&RequestAttributesSequence.ScheduledProcedureStepID=SPS-P-1"
                    + "&RequestAttributesSequence.RequestedProcedureID=RP-P-1",
                SERIES))
        .containsExactly(series(A, 1), series(A, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement({"QIDO-08", "QIDO-22", "QIDO-23"})
  void aKeyThatMatchesNothingFindsNothingOrIsSaidToBeUnsure(String pacs) {
    String series = "studies/" + A + "/series?";
    for (String path :
        List.of(
            series + "RequestAttributesSequence.ScheduledProcedureStepID=NONE",
            series + "PerformedProcedureStepStartDate=20300101",
            series + "PerformedProcedureStepStartTime=030303-030304",
            "studies/" + A + "/instances?SOPClassUID=1.2.840.10008.5.1.4.1.1.88.11",
            "studies?PatientComments=NONE",
            "studies?StudyTime=030303-030304")) {
      Response response = get(pacs, path);
      if (response.statusCode() != 204) {
        assertThat(response.headers().getValues("Warning"))
            .as(path)
            .anyMatch(text -> text.endsWith("Whether it has matched them is not known."));
      }
    }
    assertThat(warnings(pacs, "studies?PatientID=P-2&StudyTime=080000")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-25")
  void whatIsWrongOnTheClientsSideIsSaid(String pacs) {
    Response malformed = get(pacs, "studies?StudyDate=today");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.jsonPath().getString("message")).contains("StudyDate");
    assertThat(status("nowhere", "studies")).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-25")
  void aMediaTypeThatIsNotGivenIsRefused(String pacs) {
    for (String type : List.of("text/csv", "application/dicom", "application/dicom+json;q=0")) {
      assertThat(
              RestAssured.given()
                  .header("Accept", type)
                  .get("/pacs/" + pacs + "/dicomweb/studies")
                  .statusCode())
          .as(type)
          .isEqualTo(406);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-12")
  void aPrivateAttributeWithoutItsCreatorIsIgnoredAndThatIsSaid(String pacs) {
    assertThat(warnings(pacs, "studies?PatientID=P-2&includefield=00091001"))
        .singleElement()
        .asString()
        .contains("00091001 was ignored");
    assertThat(warnings(pacs, "studies?PatientID=P-2&00091001=one"))
        .singleElement()
        .asString()
        .contains("00091001 was ignored");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-21")
  void aSearchWithoutAnyKeyIsAllowed(String pacs) {
    assertThat(status(pacs, "studies")).isEqualTo(200);
    assertThat(status(pacs, "studies?PatientID=")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-34")
  void anAvailabilityThatNobodyKnowsIsLeftOut(String pacs) {
    for (String path : List.of("studies", "studies/" + A + "/instances")) {
      assertThat(found(pacs, path)).isNotEmpty().noneMatch(one -> one.containsKey("00080056"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-12")
  void aPrivateAttributeWithItsCreatorIsAskedOfThePacs(String pacs) {
    Response response =
        get(pacs, "studies?PatientID=P-2&00090010=ISTHMUS%20TEST&includefield=00091001");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().getValues("Warning")).noneMatch(text -> text.contains("ignored"));
    Map<String, Map<String, Object>> study =
        response.jsonPath().<Map<String, Map<String, Object>>>getList("").getFirst();
    assertThat(value(study, STUDY)).isEqualTo(B);
    if (study.containsKey("00091001")) {
      assertThat(value(study, "00090010")).isEqualTo("ISTHMUS TEST");
    } else {
      assertThat(response.headers().getValues("Warning"))
          .anyMatch(text -> text.endsWith("Whether it has matched them is not known."));
    }
  }

  @Test
  @Requirement("QIDO-25")
  void aPacsThatCannotBeReachedIsSaidWithATimeToTryAgain() {
    Response response = get("gone", "studies");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.header("Retry-After")).isNotEmpty();
    assertThat(response.jsonPath().getString("message")).contains("gone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-36")
  void keysOfTheRepositoryQueryAreIgnoredAndThatIsSaid(String pacs) {
    String path = "studies?PatientID=P-2&0008041C=key&00080429=1";
    assertThat(found(pacs, path)).hasSize(1);
    assertThat(warnings(pacs, path))
        .singleElement()
        .asString()
        .contains("were ignored:")
        .contains("0008041C")
        .contains("00080429");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-37")
  void aTimeZoneHasNoEffectAndThatIsSaid(String pacs) {
    String path = "studies?StudyDate=20240110&TimezoneOffsetFromUTC=%2B0100";
    assertThat(uids(pacs, path, STUDY)).containsExactly(B, C);
    assertThat(warnings(pacs, path))
        .singleElement()
        .asString()
        .endsWith("No adjustment of time zones has been performed.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orthanc", "dcmqrscp"})
  @Requirement("QIDO-38")
  void aRangeOfDatesAndOneOfTimesAreOneRangeOfMoments(String pacs) {
    assertThat(studies(pacs, "StudyDate=20240105-20240110&StudyTime=100000-090000"))
        .containsExactly(A, B);
    assertThat(studies(pacs, "StudyDate=20240105-20240110&StudyTime=110000-235959"))
        .containsExactly(B, C);
    assertThat(studies(pacs, "StudyDate=20240110-&StudyTime=090000-")).containsExactly(C, D);
    assertThat(studies(pacs, "StudyDate=-20240110&StudyTime=-080000")).containsExactly(A, B);
    assertThat(
            warnings(pacs, "studies?StudyDate=20240105-20240110&StudyTime=100000-090000&limit=1"))
        .singleElement()
        .asString()
        .endsWith("There are 1 additional results that can be requested");
  }
}
