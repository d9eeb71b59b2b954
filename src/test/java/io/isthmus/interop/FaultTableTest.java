package io.isthmus.interop;

import static io.isthmus.retrieve.HandMade.pixels;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.Archives;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.derived.DerivedBench;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.interop.RetrievePeer.Fault;
import io.isthmus.interop.RetrievePeer.Request;
import io.isthmus.retrieve.HandMade;
import io.isthmus.retrieve.InstanceContents;
import io.isthmus.retrieve.RetrieveOptions;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import io.isthmus.testpeer.RepeatingPeer;
import io.isthmus.testpeer.ScriptedConnection;
import io.isthmus.testpeer.ScriptedPeer;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.HttpEdge;
import io.isthmus.web.wado.WadoResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of {@code docs/faults.md}, each played by a PACS of hand-written bytes and asked for
 * over HTTP.
 */
@Timeout(60)
class FaultTableTest {
  private static final int FIND = 0x0020;
  private static final int GET = 0x0010;
  private static final long LARGE_SPOOL = 1L << 26;
  private static final HandMade FIRST = HandMade.instance("1.2.3.4.1", pixels(3000, 1));
  private static final HandMade SECOND = HandMade.instance("1.2.3.4.2", pixels(5000, 2));
  private static final HandMade STRAY =
      HandMade.of("9.9", "9.9.1", "9.9.9", TransferSyntax.ExplicitVRLittleEndian, pixels(3000, 3));
  private static final HandMade OTHER = HandMade.instance("9.9.8", pixels(3000, 4));
  private static final Fault NONE = request -> false;

  @TempDir Path root;

  /** What the PACS does in a row, and how large the spool is. */
  private record Row(ScriptedPeer.Script script, long spool) {}

  private static Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    rows.put("nothing is wrong", get(NONE));
    for (int status : List.of(0xA700, 0xA900, 0xC001, 0x0122, 0x0124)) {
      rows.put(
          "C-FIND ends with %04X".formatted(status), find(request -> request.end(FIND, status)));
    }
    rows.put("C-FIND is aborted", find(FaultTableTest::abort));
    rows.put("C-FIND is reset", find(FaultTableTest::reset));
    rows.put("C-FIND ends with a closed connection", find(FaultTableTest::drop));
    rows.put("C-FIND finds nothing", find(request -> request.end(FIND, 0x0000)));
    for (int status : List.of(0xA701, 0xA702, 0xA801, 0xA900, 0xC000, 0x0122, 0x0124, 0x0211)) {
      rows.put(
          "C-GET ends with %04X, nothing sent".formatted(status),
          get(request -> request.end(GET, status)));
    }
    rows.put("C-GET ends with 0000, nothing sent", get(request -> request.end(GET, 0, 0, 0, 0)));
    rows.put("C-GET ends with B000, all failed", get(request -> request.end(GET, 0xB000, 0, 2, 0)));
    rows.put("C-GET ends with B000, one of two failed", get(first(0xB000, 1, 1)));
    rows.put("C-GET ends with A702, one of two sent", get(first(0xA702, 1, 1)));
    rows.put("C-GET counts two and sends one", get(first(0x0000, 2, 0)));
    rows.put("C-GET counts one and sends one of two", get(first(0x0000, 1, 0)));
    rows.put(
        "C-GET counts one and sends one of two, the other only when it is named",
        get(request -> {
          HandMade sent = request.names(SECOND) ? SECOND : FIRST;
          request.store(sent, sent.bytes());
          return request.end(GET, 0x0000, 1, 0, 0);
        }));
    rows.put(
        "C-GET counts one and sends one of two, and C-FIND of instances is aborted",
        new Row(
            script(request -> request.isOfInstances() && abort(request), first(0x0000, 1, 0)),
            LARGE_SPOOL));
    rows.put(
        "C-GET counts one and sends one of two, and C-FIND of instances ends with C001",
        new Row(
            script(
                request -> request.isOfInstances() && request.end(FIND, 0xC001),
                first(0x0000, 1, 0)),
            LARGE_SPOOL));
    rows.put("C-GET is aborted before anything", get(FaultTableTest::abort));
    rows.put("C-GET is reset before anything", get(FaultTableTest::reset));
    rows.put("C-GET is aborted after one of two", get(afterFirst(FaultTableTest::abort)));
    rows.put("C-GET is reset after one of two", get(afterFirst(FaultTableTest::reset)));
    rows.put(
        "C-STORE is aborted within the second instance",
        get(afterFirst(half(FaultTableTest::abort))));
    rows.put(
        "C-STORE is reset within the second instance",
        get(afterFirst(half(FaultTableTest::reset))));
    rows.put(
        "C-STORE brings half an instance as a whole one",
        get(
            afterFirst(request -> {
              request.store(SECOND, Arrays.copyOf(SECOND.bytes(), 40));
              return request.end(GET, 0x0000, 2, 0, 0);
            })));
    rows.put(
        "C-STORE brings a data set with another UID",
        get(
            afterFirst(request -> {
              request.store(SECOND, OTHER.bytes());
              return request.end(GET, 0x0000, 2, 0, 0);
            })));
    rows.put(
        "C-STORE brings an instance that was not asked for",
        get(
            afterFirst(request -> {
              request.store(STRAY, STRAY.bytes());
              request.store(SECOND, SECOND.bytes());
              return request.end(GET, 0x0000, 3, 0, 0);
            })));
    rows.put("the spool has no room for an instance", new Row(script(NONE, NONE), 2000));
    rows.put("the association is rejected for good", refused(Wire.reject(1, 1, 7)));
    rows.put("the association is rejected for now", refused(Wire.reject(2, 3, 2)));
    rows.put("the association is aborted at once", refused(Wire.abort(2, 0)));
    rows.put("the connection is closed at once", new Row(ScriptedConnection::drop, LARGE_SPOOL));
    return rows;
  }

  static Stream<Arguments> page() throws IOException {
    return Files.readAllLines(Path.of("docs/faults.md")).stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| what happens"))
        .map(line -> line.substring(1).split("\\|"))
        .map(cells -> Arguments.of(cells[0].strip(), cells[1].strip(), cells[2].strip()));
  }

  @ParameterizedTest(name = "{0}: {1}, then {2}")
  @MethodSource("page")
  @Requirement({"COM-09", "COM-10", "DIM-25", "DIM-31", "WADO-12"})
  void eachRowOfThePageIsWhatHappens(String what, String first, String again) throws Exception {
    Row row = rows().get(what);
    assertThat(row).as("a row that nothing proves").isNotNull();

    assertThat(answers(row, RetrieveOptions.Commit.CHECKED)).containsExactly(first, again);
  }

  /** Law: as soon as it streams, a 200 that comes to its end has everything. */
  @ParameterizedTest
  @MethodSource("page")
  @Requirement("COM-10")
  void aStreamed200ThatEndsLacksNothing(String what, String first, String again) throws Exception {
    List<String> answers = answers(rows().get(what), RetrieveOptions.Commit.STREAM);

    assertThat(answers.getFirst()).isIn(first, "broken off");
    assertThat(answers.getLast()).isIn(first, again, "broken off");
  }

  @Test
  void everyRowIsOnThePage() throws Exception {
    assertThat(page().map(row -> String.valueOf(row.get()[0])).toList())
        .containsExactlyElementsOf(rows().keySet());
  }

  private List<String> answers(Row row, RetrieveOptions.Commit commit) throws Exception {
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    try (executor;
        RepeatingPeer peer = new RepeatingPeer(row.script());
        DimseArchive archive =
            DimseArchives.archive(
                new PeerAddress("127.0.0.1", peer.port(), "PACS", "ISTHMUS"),
                2,
                DimseOptions.Method.GET,
                new MoveDesk("ISTHMUS"));
        InstanceSpool spool =
            InstanceSpool.open(new InstanceSpool.Options(root, row.spool(), Duration.ZERO))) {
      Archives archives = new Archives(List.of(archive), archive.id());
      RetrieveService service =
          new RetrieveService(
              archives,
              Access.OPEN,
              spool,
              executor,
              RetrieveOptions.DEFAULT.committing(commit),
              Clock.systemUTC());
      WadoResource wado =
          new WadoResource(
              service, new InstanceContents(spool, 1 << 20), DerivedBench.frames(executor));
      try (HttpEdge edge =
          HttpEdge.serving(archives, Map.of(Endpoint.RETRIEVE_STUDY, wado::study))) {
        return List.of(ask(edge), ask(edge));
      }
    }
  }

  /** The status, with the number of parts where there are any. */
  private static String ask(HttpEdge edge) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + edge.port() + "/dicomweb/studies/1.2.3"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
      int parts = body.split("application/dicom; transfer-syntax", -1).length - 1;
      return answer.statusCode() >= 300
          ? Integer.toString(answer.statusCode())
          : answer.statusCode() + " with " + parts;
    } catch (IOException brokenOff) {
      return "broken off";
    }
  }

  private static Row find(Fault fault) {
    return new Row(script(fault, NONE), LARGE_SPOOL);
  }

  private static Row get(Fault fault) {
    return new Row(script(NONE, fault), LARGE_SPOOL);
  }

  private static Row refused(byte[] answer) {
    return new Row(
        peer -> {
          peer.expect(Wire.A_ASSOCIATE_RQ);
          peer.send(answer);
          peer.awaitClose();
        },
        LARGE_SPOOL);
  }

  private static RetrievePeer script(Fault onFind, Fault onGet) {
    return new RetrievePeer(List.of(FIRST, SECOND), onFind, onGet);
  }

  /** Sends the first instance where it is asked for, and never the second. */
  private static Fault first(int status, int completed, int failed) {
    return request -> {
      boolean asked = request.asksFor(FIRST);
      if (asked) {
        request.store(FIRST, FIRST.bytes());
      }
      return asked
          ? request.end(GET, status, completed, failed, 0)
          : request.end(GET, status, 0, completed - 1 + failed, 0);
    };
  }

  private static Fault afterFirst(Fault fault) {
    return request -> {
      if (request.asksFor(FIRST)) {
        request.store(FIRST, FIRST.bytes());
      }
      return fault.play(request);
    };
  }

  private static Fault half(Fault fault) {
    return request -> {
      request.half(SECOND);
      return fault.play(request);
    };
  }

  private static boolean abort(Request request) throws IOException {
    request.peer().send(Wire.abort(2, 1));
    return true;
  }

  private static boolean reset(Request request) throws IOException {
    request.peer().reset();
    return true;
  }

  private static boolean drop(Request request) throws IOException {
    request.peer().drop();
    return true;
  }
}
