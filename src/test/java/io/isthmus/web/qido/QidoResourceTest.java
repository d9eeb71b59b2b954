package io.isthmus.web.qido;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import io.isthmus.dicom.json.JsonOptions.NonFinite;
import io.isthmus.query.Search;
import io.isthmus.query.SearchAnswer;
import io.isthmus.query.SearchAnswer.Notice;
import io.isthmus.query.SearchResource;
import io.isthmus.query.TooManyMatchesException;
import io.isthmus.web.http.HttpEdge;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class QidoResourceTest {
  private static final DataSet STUDY =
      DataSet.builder()
          .uid(Tag.StudyInstanceUID, "1.2")
          .uid(Tag.SeriesInstanceUID, "1.2.3")
          .uid(Tag.SOPInstanceUID, "1.2.3.4")
          .text(Tag.PatientID, "P1")
          .build();

  private static final Searches NOT_ASKED =
      (caller, pacs, search, cancellation) -> {
        throw new AssertionError("nothing may be asked");
      };

  private static SearchAnswer answer(DataSet... results) {
    return SearchAnswer.of("main", List.of(results), false, OptionalLong.empty(), Set.of());
  }

  private static HttpEdge serving(Searches searches) {
    return serving(searches, QidoOptions.DEFAULT);
  }

  private static HttpEdge serving(Searches searches, QidoOptions options) {
    return HttpEdge.serving(new QidoResource(searches, options).handlers());
  }

  private static HttpEdge answering(SearchAnswer answer) {
    return serving((caller, pacs, search, cancellation) -> answer);
  }

  @Test
  @Requirement("JSON-06")
  void whatIsNoFiniteNumberIsWrittenAsTheGatewayIsTold() throws Exception {
    byte[] nan = {0, 0, 0, 0, 0, 0, (byte) 0xF8, 0x7F};
    DataSet study = STUDY.toBuilder().put(new Element.Value(0x00189073, Vr.FD, nan)).build();
    for (NonFinite way : NonFinite.values()) {
      QidoOptions options = new QidoOptions(false, false, 204, Map.of(), way);
      try (HttpEdge edge =
          serving((caller, pacs, search, cancellation) -> answer(study), options)) {
        assertThat(edge.get("/dicomweb/studies").body())
            .contains("\"vr\":\"FD\",\"Value\":[" + (way == NonFinite.NULL ? "null]" : "\"NaN\"]"));
      }
    }
  }

  @ParameterizedTest
  @Requirement({"QIDO-01", "QIDO-02", "QIDO-32"})
  @CsvSource({
    "/studies, STUDIES, /studies/1.2",
    "/studies/1.2/series, STUDY_SERIES, /studies/1.2/series/1.2.3",
    "/studies/1.2/series/1.2.3/instances, SERIES_INSTANCES,"
        + " /studies/1.2/series/1.2.3/instances/1.2.3.4",
    "/studies/1.2/instances, STUDY_INSTANCES, /studies/1.2/series/1.2.3/instances/1.2.3.4",
    "/series, ALL_SERIES, /studies/1.2/series/1.2.3",
    "/instances, ALL_INSTANCES, /studies/1.2/series/1.2.3/instances/1.2.3.4",
  })
  void eachResourceAsksForItsOwnAndTellsWhereToRetrieve(
      String path, SearchResource resource, String url) throws Exception {
    AtomicReference<Search> asked = new AtomicReference<>();
    Searches searches =
        (caller, pacs, search, cancellation) -> {
          asked.set(search);
          assertThat(pacs).isEqualTo("other");
          return SearchAnswer.of(pacs, List.of(STUDY), false, OptionalLong.empty(), Set.of());
        };
    try (HttpEdge edge = serving(searches)) {
      HttpResponse<String> response = edge.get("/pacs/other/dicomweb" + path + "?PatientID=P1");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(asked.get().resource()).isEqualTo(resource);
      assertThat(asked.get().study().isPresent()).isEqualTo(path.startsWith("/studies/1.2"));
      assertThat(asked.get().series().isPresent()).isEqualTo(path.contains("/1.2.3/"));
      assertThat(response.body())
          .contains(
              "\"00081190\":{\"vr\":\"UR\",\"Value\":[\""
                  + edge.address("/pacs/other/dicomweb" + url)
                  + "\"]}");
    }
  }

  @Test
  @Requirement("QIDO-32")
  void aResultWithoutAUsableUidHasNoAddress() throws Exception {
    DataSet garbled = DataSet.builder().uid(Tag.StudyInstanceUID, "../x").build();
    try (HttpEdge edge = answering(answer(garbled))) {
      assertThat(edge.get("/dicomweb/studies").body())
          .isEqualTo("[{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"../x\"]}}]");
    }
  }

  @ParameterizedTest
  @Requirement({"QIDO-24", "MT-08", "MT-09"})
  @CsvSource({
    "*/*, application/dicom+json",
    "application/dicom+json, application/dicom+json",
    "application/json, application/json",
  })
  void resultsAreJson(String accept, String type) throws Exception {
    try (HttpEdge edge = answering(answer(STUDY))) {
      HttpResponse<String> response = edge.get("/dicomweb/studies", "Accept", accept);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains(type);
      assertThat(response.body()).startsWith("[{\"").endsWith("}]");
    }
  }

  @Test
  @Requirement({"QIDO-24", "QIDO-32", "MT-21"})
  void resultsAreXmlInAMultipartWithAPartForEach() throws Exception {
    try (HttpEdge edge = answering(answer(STUDY, STUDY))) {
      HttpResponse<String> response =
          edge.get(
              "/dicomweb/studies", "Accept", "multipart/related; type=\"application/dicom+xml\"");
      assertThat(response.statusCode()).isEqualTo(200);
      String type = response.headers().firstValue("Content-Type").orElseThrow();
      String start = "multipart/related; type=\"application/dicom+xml\"; boundary=";
      assertThat(type).startsWith(start);
      String boundary = type.substring(start.length());
      String url = edge.address("/dicomweb/studies/1.2");
      assertThat(response.body().split("--" + boundary, -1))
          .hasSize(4)
          .satisfies(parts -> assertThat(parts[0]).isEmpty())
          .satisfies(parts -> assertThat(parts[3]).isEqualTo("--\r\n"))
          .satisfies(parts ->
              assertThat(parts[2])
                  .startsWith(
                      "\r\nContent-Type: application/dicom+xml; charset=utf-8\r\n"
                          + "Content-Location: "
                          + url
                          + "\r\n\r\n<?xml")
                  .contains("<NativeDicomModel")
                  .contains("tag=\"00081190\"")
                  .contains(">" + url + "</Value>")
                  .endsWith("\r\n"));
    }
  }

  @Test
  @Requirement({"QIDO-27", "MT-24"})
  void noMatchIsNoEmptyMultipart() throws Exception {
    try (HttpEdge edge =
        serving(
            (caller, pacs, search, cancellation) -> answer(), new QidoOptions(false, false, 200))) {
      assertThat(
              edge.get(
                      "/dicomweb/studies",
                      "Accept",
                      "multipart/related; type=application/dicom+xml")
                  .statusCode())
          .isEqualTo(204);
    }
  }

  @ParameterizedTest
  @Requirement({"QIDO-24", "QIDO-25", "MT-05"})
  @ValueSource(strings = {"text/html", "application/dicom", "application/dicom+json;q=0, text/*"})
  void otherTypesAreNotAcceptableAndNothingIsAsked(String accept) throws Exception {
    try (HttpEdge edge = serving(NOT_ASKED)) {
      assertThat(edge.get("/dicomweb/studies", "Accept", accept).statusCode()).isEqualTo(406);
    }
  }

  @Test
  @Requirement("MT-04")
  void theTypeMayBeGivenAsParameter() throws Exception {
    try (HttpEdge edge = answering(answer(STUDY))) {
      HttpResponse<String> response =
          edge.get("/dicomweb/studies?accept=application/json", "Accept", "text/html");
      assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(response.headers().firstValue("Warning")).isEmpty();
    }
  }

  @ParameterizedTest
  @Requirement({"QIDO-25", "COM-04", "COM-05"})
  @ValueSource(
      strings = {
        "/studies?StudyDate=2013-05-09",
        "/studies?limit=-1",
        "/studies?PatientName=%FF",
        "/studies/abc/series",
        "/studies/1.2/series/1..2/instances",
        "/studies/1.2/series?StudyInstanceUID=9.9",
      })
  void aMalformedQueryIsABadRequestAndNothingIsAsked(String path) throws Exception {
    try (HttpEdge edge = serving(NOT_ASKED)) {
      HttpResponse<String> response = edge.get("/dicomweb" + path);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("\"message\":\"").contains("\"requestId\":\"");
    }
  }

  @Test
  @Requirement({"QIDO-26", "QIDO-27"})
  void noMatchIsNoContent() throws Exception {
    try (HttpEdge edge = answering(answer())) {
      HttpResponse<String> response = edge.get("/dicomweb/studies/9.9/series");
      assertThat(response.statusCode()).isEqualTo(204);
      assertThat(response.body()).isEmpty();
      assertThat(response.headers().firstValue("Content-Type")).isEmpty();
    }
  }

  @Test
  @Requirement("QIDO-27")
  void noMatchIsAnEmptyArrayWhereThatIsConfigured() throws Exception {
    try (HttpEdge edge =
        serving(
            (caller, pacs, search, cancellation) -> answer(), new QidoOptions(false, false, 200))) {
      HttpResponse<String> response = edge.get("/dicomweb/studies");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("[]");
    }
  }

  @Test
  @Requirement({"QIDO-15", "COM-07"})
  void moreResultsAreAnnounced() throws Exception {
    SearchAnswer known =
        SearchAnswer.of("main", List.of(STUDY), true, OptionalLong.of(41), Set.of());
    try (HttpEdge edge = answering(known)) {
      assertThat(edge.get("/dicomweb/studies?limit=1").headers().allValues("Warning"))
          .containsExactly(
              "299 "
                  + edge.address("/dicomweb")
                  + ": There are 41 additional results that can be requested");
    }
    SearchAnswer unknown =
        SearchAnswer.of("main", List.of(STUDY), true, OptionalLong.empty(), Set.of());
    try (HttpEdge edge = answering(unknown)) {
      assertThat(edge.get("/dicomweb/studies?limit=1").headers().allValues("Warning"))
          .containsExactly(
              "299 "
                  + edge.address("/dicomweb")
                  + ": There are additional results that can be requested");
    }
  }

  @Test
  @Requirement({"QIDO-16", "QIDO-17", "COM-03"})
  void whatWasNotDoneIsWarnedOf() throws Exception {
    SearchAnswer answer =
        SearchAnswer.of(
            "main",
            List.of(),
            false,
            OptionalLong.empty(),
            Set.of(Notice.FUZZY_MATCHING_UNSUPPORTED, Notice.EMPTY_VALUE_MATCHING_UNSUPPORTED));
    try (HttpEdge edge = answering(answer)) {
      String start = "299 " + edge.address("/dicomweb") + ": ";
      assertThat(edge.get("/dicomweb/studies?foo=1").headers().allValues("Warning"))
          .containsExactly(
              start + "The following parameters are not supported and were ignored: foo",
              start
                  + "The fuzzymatching parameter is not supported. Only literal matching has been"
                  + " performed.",
              start
                  + "The emptyvaluematching parameter is not supported. Empty Value Matching has"
                  + " not been performed.");
    }
  }

  @Test
  @Requirement("QIDO-25")
  void aSearchThatIsTooBroadIsRefused() throws Exception {
    Searches tooMany =
        (caller, pacs, search, cancellation) -> {
          throw new TooManyMatchesException(5000);
        };
    try (HttpEdge edge = serving(tooMany)) {
      assertThat(edge.get("/dicomweb/studies").statusCode()).isEqualTo(413);
    }
  }

  @Test
  @Requirement("COM-09")
  void aPacsThatDoesNotAnswerIsATimeout() throws Exception {
    Searches silent =
        (caller, pacs, search, cancellation) -> {
          throw new ArchiveException(new ArchiveFailure.TimedOut(pacs, "30 s"));
        };
    try (HttpEdge edge = serving(silent)) {
      assertThat(edge.get("/dicomweb/studies").statusCode()).isEqualTo(504);
    }
  }

  @Test
  @Requirement("QIDO-35")
  void manyResultsInAnyScriptAreStreamedAsUtf8() throws Exception {
    DataSet japanese =
        DataSet.builder()
            .specificCharacterSet("ISO_IR 192")
            .uid(Tag.StudyInstanceUID, "1.2")
            .text(Tag.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう")
            .build();
    DataSet[] many = new DataSet[1000];
    java.util.Arrays.fill(many, japanese);
    try (HttpEdge edge = answering(answer(many))) {
      HttpResponse<String> response = edge.get("/dicomweb/studies");
      assertThat(response.headers().firstValue("Content-Length")).isEmpty();
      assertThat(response.body().split("山田\\^太郎", -1)).hasSize(1001);
      assertThat(response.body()).contains("\"ISO_IR 192\"").endsWith("]");
    }
  }

  @Test
  @Requirement("COM-11")
  void theSearchIsCancelledWhenTheClientLeaves() throws Exception {
    CountDownLatch searching = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    Searches slow =
        (caller, pacs, search, cancellation) -> {
          cancellation.onCancel(cancelled::countDown);
          searching.countDown();
          awaited(cancelled);
          return answer();
        };
    try (HttpEdge edge = serving(slow)) {
      try (Socket socket = new Socket("localhost", edge.port())) {
        socket
            .getOutputStream()
            .write(
                "GET /dicomweb/studies HTTP/1.1\r\nHost: x\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
        assertThat(awaited(searching)).isTrue();
      }
      assertThat(awaited(cancelled)).isTrue();
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
