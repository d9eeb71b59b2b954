package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.HandMadeImages.SOP;
import static io.isthmus.web.wado.WadoBench.sending;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.query.SearchAnswer;
import io.isthmus.retrieve.HandMade;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.Handler;
import io.isthmus.web.http.HttpEdge;
import io.isthmus.web.qido.QidoOptions;
import io.isthmus.web.qido.QidoResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each resource of the table of endpoints makes of a request for its head alone, of one that
 * is conditional, for a part, or for something compressed: over HTTP, from one instance that is
 * held. A resource that is added takes part by itself.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryResourceTest {
  private static final String ANY = "*/*";
  private static final byte[] PIXELS = pixels(2 * HandMadeImages.FRAME, 1);

  private final HttpClient client = HttpClient.newHttpClient();
  private WadoBench bench;
  private HttpEdge edge;

  @BeforeAll
  void open(@TempDir Path root) throws IOException {
    bench = new WadoBench(root);
    bench.pacs.retrieving(sending(commented()));
    Map<Endpoint, Handler> handlers = new EnumMap<>(Endpoint.class);
    handlers.putAll(bench.wado.handlers());
    handlers.putAll(bench.metadata.handlers());
    handlers.putAll(bench.bulkData.handlers());
    handlers.putAll(bench.collections.handlers());
    handlers.putAll(
        new QidoResource((caller, pacs, search, cancellation) -> found(), QidoOptions.DEFAULT)
            .handlers());
    edge = HttpEdge.serving(handlers);
  }

  @AfterAll
  void close() throws IOException {
    edge.close();
    client.close();
    bench.close();
  }

  static Stream<Endpoint> resources() {
    return Stream.of(Endpoint.values())
        .filter(endpoint -> endpoint.root() == Endpoint.Root.DICOMWEB)
        .filter(endpoint -> endpoint.method().equals("GET"));
  }

  static Stream<Arguments> resourcesInBothVersions() {
    return resources()
        .flatMap(resource ->
            Stream.of(Version.values()).map(version -> Arguments.of(resource, version)));
  }

  @ParameterizedTest
  @MethodSource("resourcesInBothVersions")
  @Requirement("COM-12")
  void headTellsWhatGetTells(Endpoint resource, Version version) throws Exception {
    for (String accept : List.of(ANY, singlePart(resource))) {
      HttpResponse<byte[]> get = ask(version, "GET", resource, "", "Accept", accept);
      HttpResponse<byte[]> head = ask(version, "HEAD", resource, "", "Accept", accept);

      assertThat(get.statusCode()).isEqualTo(200);
      assertThat(get.body()).isNotEmpty();
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      Map<String, List<String>> told = headers(head);
      Map<String, List<String>> whole = headers(get);
      // For what is streamed it may be left out.
      if (!told.containsKey("content-length")) {
        whole.remove("content-length");
      }
      assertThat(told).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("resources")
  @Requirement("COM-14")
  void whatTheClientHasIsNotSentAgainWhereThatIsTold(Endpoint resource) throws Exception {
    String accept = singlePart(resource);
    HttpResponse<byte[]> get = get(resource, "", "Accept", accept);
    String tag = header(get, "ETag");
    assertThat(!tag.isEmpty()).isEqualTo(resource.statuses().contains(304));

    for (String method : List.of("GET", "HEAD")) {
      for (String known : List.of("\"other\", " + tag, "W/" + tag.replace("W/", ""), "*")) {
        HttpResponse<byte[]> again =
            ask(Version.HTTP_1_1, method, resource, "", "Accept", accept, "If-None-Match", known);
        assertThat(again.statusCode()).isEqualTo(tag.isEmpty() ? 200 : 304);
        if (!tag.isEmpty()) {
          assertThat(again.body()).isEmpty();
          for (String same : List.of("ETag", "Cache-Control")) {
            assertThat(header(again, same)).isEqualTo(header(get, same)).isNotEmpty();
          }
          assertThat(header(again, "Vary")).contains("Accept");
        }
      }
      assertThat(
              ask(
                      Version.HTTP_1_1,
                      method,
                      resource,
                      "",
                      "Accept",
                      accept,
                      "If-None-Match",
                      "\"other\"")
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource("resources")
  @Requirement({"WADO-28", "WADO-29"})
  void whatComesAsASinglePartHasRangesWhereThatIsTold(Endpoint resource) throws Exception {
    boolean ranged = resource.statuses().contains(416);
    String accept = singlePart(resource);
    HttpResponse<byte[]> whole = get(resource, "", "Accept", accept);
    String tag = header(whole, "ETag");
    assertThat(header(whole, "Accept-Ranges")).isEqualTo(ranged ? "bytes" : "");

    for (String range : List.of("bytes=3-6", "bytes=50-", "bytes=-7", "bytes=40-5000")) {
      assertRange(resource, ranged, whole, get(resource, "", "Accept", accept, "Range", range));
    }
    for (String all : List.of("bytes=0-1,4-5", "bytes=6-3", "items=0-1")) {
      assertWhole(whole, get(resource, "", "Accept", accept, "Range", all));
    }
    HttpResponse<byte[]> behind = get(resource, "", "Accept", accept, "Range", "bytes=5000000-");
    assertThat(behind.statusCode()).isEqualTo(ranged ? 416 : 200);
    assertThat(header(behind, "Content-Range"))
        .isEqualTo(ranged ? "bytes */" + whole.body().length : "");
    if (ranged) {
      assertThat(
              get(resource, "", "Accept", accept, "Range", "bytes=3-6", "If-Range", tag)
                  .statusCode())
          .isEqualTo(206);
      assertRange(resource, true, whole, get(resource, "?offset=3&length=4", "Accept", accept));
      assertThat(get(resource, "?offset=x", "Accept", accept).statusCode()).isEqualTo(400);
    }
    assertWhole(
        whole, get(resource, "", "Accept", accept, "Range", "bytes=3-6", "If-Range", "\"other\""));
    assertThat(
            ask(Version.HTTP_1_1, "HEAD", resource, "", "Accept", accept, "Range", "bytes=3-6")
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("resources")
  @Requirement("WADO-28")
  void aRangeOfAMultipartIsAllOfIt(Endpoint resource) throws Exception {
    for (String accept : List.of(ANY, "multipart/*", "application/dicom+xml, */*;q=0.1")) {
      HttpResponse<byte[]> answer = get(resource, "", "Accept", accept, "Range", "bytes=3-6");
      assertThat(answer.statusCode()).isIn(200, 406);
      assertThat(header(answer, "Content-Range")).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("resources")
  @Requirement("COM-13")
  void onlyTextIsCompressed(Endpoint resource) throws Exception {
    String multipartXml = "multipart/related; type=\"application/dicom+xml\"";
    // What is given while it arrives has parts of unknown length, and is smaller by that.
    get(resource, "", "Accept", ANY);
    for (String accept : List.of(ANY, singlePart(resource), multipartXml)) {
      HttpResponse<byte[]> plain = get(resource, "", "Accept", accept);
      HttpResponse<byte[]> packed =
          get(resource, "", "Accept", accept, "Accept-Encoding", "br, gzip");

      assertThat(packed.statusCode()).isEqualTo(plain.statusCode());
      if (plain.statusCode() == 200) {
        boolean text = header(plain, "Content-Type").matches(".*dicom[+](json|xml).*");
        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(packed, "Content-Encoding")).isEqualTo(text ? "gzip" : "");
        assertThat(Arrays.asList(header(packed, "Vary").split(", *")))
            .contains("Accept")
            .satisfies(vary -> assertThat(vary.contains("Accept-Encoding")).isEqualTo(text));
        assertThat(unpacked(packed, text)).hasSameSizeAs(plain.body());
      }
    }
  }

  private static byte[] unpacked(HttpResponse<byte[]> packed, boolean text) throws IOException {
    if (!text) {
      return packed.body();
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      return in.readAllBytes();
    }
  }

  /** The requested bytes stand in Content-Range. */
  private static void assertRange(
      Endpoint resource, boolean ranged, HttpResponse<byte[]> whole, HttpResponse<byte[]> part) {
    if (!ranged) {
      assertWhole(whole, part);
      return;
    }
    assertThat(part.statusCode()).as("%s", resource).isEqualTo(206);
    String range = header(part, "Content-Range");
    assertThat(range).matches("bytes \\d+-\\d+/" + whole.body().length);
    String[] ends = range.substring("bytes ".length(), range.indexOf('/')).split("-", 2);
    int first = Integer.parseInt(ends[0]);
    int last = Integer.parseInt(ends[1]);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), first, last + 1));
    assertThat(part.body().length).isLessThan(whole.body().length).isPositive();
    assertThat(header(part, "ETag")).isEqualTo(header(whole, "ETag"));
  }

  /** Boundaries differ, so that only the lengths of multiparts can be compared. */
  private static void assertWhole(HttpResponse<byte[]> whole, HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Range")).isEmpty();
    assertThat(answer.body()).hasSameSizeAs(whole.body());
  }

  /** What comes by itself where that can be. */
  private static String singlePart(Endpoint resource) {
    return resource == Endpoint.RETRIEVE_INSTANCE
        ? "application/dicom"
        : resource.template().contains("{instance}") && !resource.template().contains("metadata")
            ? "application/octet-stream"
            : ANY;
  }

  private static Map<String, List<String>> headers(HttpResponse<byte[]> response) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.keySet().removeAll(Set.of("x-request-id", "transfer-encoding", "connection"));
    headers.replaceAll((name, values) ->
        values.stream().map(value -> value.replaceFirst("boundary=.*", "boundary")).toList());
    return headers;
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return String.join(", ", response.headers().allValues(name));
  }

  private HttpResponse<byte[]> get(Endpoint resource, String query, String... headers)
      throws IOException, InterruptedException {
    return ask(Version.HTTP_1_1, "GET", resource, query, headers);
  }

  private HttpResponse<byte[]> ask(
      Version version, String method, Endpoint resource, String query, String... headers)
      throws IOException, InterruptedException {
    String path =
        resource
            .paths()
            .getFirst()
            .replace("{study}", HandMade.STUDY)
            .replace("{series}", HandMade.SERIES)
            .replace("{instance}", SOP)
            .replace("{frames}", "2")
            .replace("{element}", "7FE00010");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(edge.address(path + query)))
            .version(version)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .headers(headers)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Of so much text that it is worth compressing, and two frames. */
  private static HandMade commented() {
    TransferSyntax syntax = TransferSyntax.ExplicitVRLittleEndian;
    HandMade.Encoder encoder = HandMade.begin(SOP, syntax);
    encoder.text(0x00204000, "LT", "x".repeat(4000));
    encoder.number(Tag.SamplesPerPixel, 1);
    encoder.text(Tag.NumberOfFrames, "IS", "2 ");
    encoder.number(Tag.Rows, HandMadeImages.ROWS);
    encoder.number(Tag.Columns, HandMadeImages.COLUMNS);
    encoder.number(Tag.BitsAllocated, 16);
    encoder.element(Tag.PixelData, "OW", PIXELS);
    return HandMade.made(SOP, syntax, encoder);
  }

  private static SearchAnswer found() {
    DataSet one =
        DataSet.builder()
            .uid(Tag.StudyInstanceUID, HandMade.STUDY)
            .uid(Tag.SeriesInstanceUID, HandMade.SERIES)
            .uid(Tag.SOPInstanceUID, SOP)
            .build();
    return SearchAnswer.of(
        "main", Collections.nCopies(20, one), false, OptionalLong.empty(), Set.of());
  }
}
