package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds of the gateway in front of an Orthanc with real files, judged by pydicom, however
 * instances are had of it.
 */
abstract class OrthancCorpusContract {
  private static final Map<String, String> TAGS =
      Map.of(
          "StudyDate", "00080020",
          "StudyTime", "00080030",
          "AccessionNumber", "00080050",
          "ReferringPhysicianName", "00080090",
          "PatientName", "00100010",
          "PatientID", "00100020",
          "PatientBirthDate", "00100030",
          "PatientSex", "00100040",
          "StudyID", "00200010");

  private final HttpClient client = HttpClient.newHttpClient();

  @TestHTTPResource("/dicomweb")
  URI dicomweb;

  @BeforeEach
  void loadOnce() {
    Path corpus = Peers.corpus();
    OrthancServer orthanc = OrthancResource.server();
    orthanc.uploadOnce(corpus);
  }

  @Test
  @Requirement({"QIDO-01", "QIDO-28", "DIM-22"})
  void everyStudyListedEqualsWhatPydicomReadsOfTheFiles() {
    Map<String, Map<String, Object>> files =
        JsonPath.from(python("expected_studies.py", Peers.corpus().toString())).getMap("");
    List<Map<String, Map<String, Object>>> studies =
        RestAssured.given()
            .queryParam("limit", 1000)
            .get(dicomweb + "/studies")
            .jsonPath()
            .getList("");

    assertThat(studies)
        .extracting(study -> first(study, "0020000D"))
        .containsExactlyInAnyOrderElementsOf(new TreeSet<>(held("studies", "StudyInstanceUID")));
    int judged = 0;
    SoftAssertions softly = new SoftAssertions();
    for (Map<String, Map<String, Object>> study : studies) {
      Map<String, Object> file = files.get(String.valueOf(first(study, "0020000D")));
      if (file != null && !OrthancCorpus.HELD_TWICE.equals(first(study, "0020000D"))) {
        assertEqual(softly, study, file);
        judged++;
      }
    }
    softly.assertAll();
    assertThat(judged).isGreaterThanOrEqualTo(studies.size() - 2);
  }

  @Test
  @Requirement({"WADO-01", "WADO-04", "WADO-11", "WADO-15", "WADO-16", "WADO-17"})
  void everyInstanceThatOrthancSendsComesBackWithTheSameDataSetAndPixelBytes(@TempDir Path received)
      throws IOException {
    int expected = 0;
    for (String study : held("studies", "StudyInstanceUID").stream().distinct().toList()) {
      List<String> sent = new ArrayList<>(OrthancResource.server().instances(study));
      boolean whole =
          !sent.removeAll(OrthancCorpus.NOT_SENT) && !study.equals(OrthancCorpus.NO_UID);
      if (whole) {
        assertThat(download("/studies/" + study, received)).as("study %s", study).isEqualTo(200);
        expected += sent.size();
      } else if (!study.equals(OrthancCorpus.NO_UID)) {
        assertThat(download("/studies/" + study, received)).as("study %s", study).isNotEqualTo(200);
        for (String instance : sent) {
          assertThat(download(path(study, instance), received))
              .as("instance %s", instance)
              .isEqualTo(200);
          expected++;
        }
      }
    }

    String said = python("same_instances.py", Peers.corpus().toString(), received.toString());

    assertThat(said).contains(expected + " instances compared, 0 differences");
  }

  @Test
  @Requirement("COM-05")
  void aStudyWithoutARealUidIsRefusedBeforeThePacsIsAsked() {
    RestAssured.given().get(dicomweb + "/studies/" + OrthancCorpus.NO_UID).then().statusCode(400);
  }

  /** Keeps an answer in the folder if it is whole; returns its status, 0 for one that broke off. */
  private int download(String path, Path folder) throws IOException {
    Path body = Files.createTempFile(folder, "answer", ".multipart");
    try {
      HttpResponse<Path> response =
          client.send(
              HttpRequest.newBuilder(URI.create(dicomweb + path))
                  .header(
                      "Accept", "multipart/related; type=\"application/dicom\"; transfer-syntax=*")
                  .build(),
              HttpResponse.BodyHandlers.ofFile(body));
      if (response.statusCode() == 200) {
        Files.writeString(
            Path.of(body.toString().replace(".multipart", ".type")),
            response.headers().firstValue("Content-Type").orElseThrow());
      } else {
        Files.delete(body);
      }
      return response.statusCode();
    } catch (IOException brokenOff) {
      Files.delete(body);
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String path(String study, String instance) {
    List<Map<String, Map<String, Object>>> found =
        RestAssured.given()
            .queryParam("SOPInstanceUID", instance)
            .get(dicomweb + "/studies/" + study + "/instances")
            .jsonPath()
            .getList("");
    return "/studies/"
        + study
        + "/series/"
        + first(found.getFirst(), "0020000E")
        + "/instances/"
        + instance;
  }

  private static void assertEqual(
      SoftAssertions softly, Map<String, Map<String, Object>> study, Map<String, Object> file) {
    String uid = String.valueOf(first(study, "0020000D"));
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> values = (List<Map<String, Object>>) file.get("values");
    for (Map.Entry<String, String> tag : TAGS.entrySet()) {
      Set<Object> inFiles = new HashSet<>();
      values.forEach(value -> inFiles.add(value.get(tag.getKey())));
      softly
          .assertThat(inFiles)
          .as("%s of study %s", tag.getKey(), uid)
          .contains(first(study, tag.getValue()));
    }
    Map<?, ?> series = (Map<?, ?>) file.get("series");
    softly
        .assertThat(number(study, "00201206"))
        .as("series of study %s", uid)
        .isEqualTo(series.size());
    int instances = series.values().stream().mapToInt(uids -> ((List<?>) uids).size()).sum();
    softly
        .assertThat(number(study, "00201208"))
        .as("instances of study %s", uid)
        .isEqualTo(instances);
    softly
        .assertThat(new TreeSet<>(all(study, "00080061")))
        .as("modalities of study %s", uid)
        .isEqualTo(new TreeSet<Object>((List<?>) file.get("modalities")));
  }

  private static @Nullable Object first(Map<String, Map<String, Object>> result, String tag) {
    List<Object> values = all(result, tag);
    return values.isEmpty() ? null : values.getFirst();
  }

  @SuppressWarnings("unchecked")
  private static List<Object> all(Map<String, Map<String, Object>> result, String tag) {
    Map<String, Object> element = result.get(tag);
    return element == null || !element.containsKey("Value")
        ? List.of()
        : (List<Object>) element.get("Value");
  }

  private static int number(Map<String, Map<String, Object>> result, String tag) {
    return Integer.parseInt(String.valueOf(first(result, tag)));
  }

  /** What Orthanc itself says that it holds. */
  private static List<String> held(String resource, String tag) {
    List<Map<String, Map<String, String>>> all =
        RestAssured.get(OrthancResource.server().restRoot() + "/" + resource + "?expand")
            .jsonPath()
            .getList("");
    return all.stream().map(one -> one.get("MainDicomTags").get(tag)).toList();
  }

  private static String python(String script, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(Peers.python(), "-W", "ignore", "src/test/python/" + script));
    command.addAll(List.of(arguments));
    Programs.Outcome outcome = Programs.outcome(command);
    return outcome.output();
  }
}
