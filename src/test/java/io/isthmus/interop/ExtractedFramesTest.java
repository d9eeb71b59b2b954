package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.Archives;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions.Method;
import io.isthmus.demo.DemoOptions;
import io.isthmus.demo.DemoPacs;
import io.isthmus.demo.Misbehaviour;
import io.isthmus.demo.data.DemoData;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.derived.DerivedBench;
import io.isthmus.dicom.data.Tag;
import io.isthmus.retrieve.RetrieveOptions;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.content.FrameExtraction;
import io.isthmus.retrieve.content.InstanceContents;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.HttpEdge;
import io.isthmus.web.wado.BulkDataResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames that come by themselves over the wire, beside the whole instance as dcmtk fetches it. */
@Timeout(60)
class ExtractedFramesTest {
  private static final DemoInstance CINE =
      DemoData.instances().stream()
          .filter(one -> one.header().integer(Tag.NumberOfFrames).orElse(1) > 3)
          .findFirst()
          .orElseThrow();
  private static final int FRAMES = CINE.header().integer(Tag.NumberOfFrames).orElseThrow();

  @TempDir Path root;

  @ParameterizedTest
  @Requirement("WADO-36")
  @CsvSource({"false", "true"})
  void areThoseOfTheWholeInstanceWhetherOrNotThePacsTakesThemOut(boolean refused) throws Exception {
    Peers.need("dcmtk", "getscu");
    DemoOptions options =
        refused ? DemoOptions.DEFAULT.with(Misbehaviour.NO_FRAME_RETRIEVE) : DemoOptions.DEFAULT;
    try (DemoPacs pacs = DemoPacs.start(options, DemoData.instances());
        GatewaySide gateway = new GatewaySide(root.resolve("moves"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        InstanceSpool spool =
            InstanceSpool.open(
                new InstanceSpool.Options(root.resolve("spool"), 1L << 30, Duration.ofHours(1)))) {
      byte[] pixels = pixels(pacs);
      int size = pixels.length / FRAMES;
      DimseArchive archive =
          gateway.archive(
              new PeerAddress("127.0.0.1", pacs.port(), pacs.aeTitle(), GatewaySide.AE_TITLE),
              2,
              Method.AUTO);
      try (HttpEdge edge = edge(archive, spool, threads)) {
        for (int number : List.of(1, 3, 2)) {
          assertThat(frame(edge, number))
              .isEqualTo(Arrays.copyOfRange(pixels, (number - 1) * size, number * size));
        }
      }
      // What was retrieved whole is held; what was taken out is not.
      assertThat(spool.usage().bytes() > 0).isEqualTo(refused);
    }
  }

  private static HttpEdge edge(DimseArchive archive, InstanceSpool spool, ExecutorService threads) {
    Archives archives = new Archives(List.of(archive), archive.id());
    RetrieveService retrieves =
        new RetrieveService(
            archives, Access.OPEN, spool, threads, RetrieveOptions.DEFAULT, Clock.systemUTC());
    InstanceContents contents = new InstanceContents(spool, 1 << 20);
    BulkDataResource bulkData =
        new BulkDataResource(
            retrieves,
            new FrameExtraction(retrieves, contents, spool, _ -> true),
            contents,
            DerivedBench.frames(threads));
    return HttpEdge.serving(archives, Map.of(Endpoint.RETRIEVE_FRAMES, bulkData::frames));
  }

  private static byte[] frame(HttpEdge edge, int number) throws Exception {
    String path =
        "/dicomweb/studies/%s/series/%s/instances/%s/frames/%d"
            .formatted(
                CINE.studyInstanceUid(), CINE.seriesInstanceUid(), CINE.sopInstanceUid(), number);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(URI.create(edge.address(path)))
                  .header("Accept", "application/octet-stream; transfer-syntax=*")
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body();
    }
  }

  /** The pixels are the last element of the file that dcmtk gets. */
  private byte[] pixels(DemoPacs pacs) throws IOException {
    Path folder = Files.createDirectory(root.resolve("got"));
    Programs.run(
        List.of(
            "getscu",
            "-S",
            "-od",
            folder.toString(),
            "-aec",
            pacs.aeTitle(),
            "-k",
            "QueryRetrieveLevel=IMAGE",
            "-k",
            "StudyInstanceUID=" + CINE.studyInstanceUid(),
            "-k",
            "SeriesInstanceUID=" + CINE.seriesInstanceUid(),
            "-k",
            "SOPInstanceUID=" + CINE.sopInstanceUid(),
            "127.0.0.1",
            Integer.toString(pacs.port())));
    try (Stream<Path> files = Files.list(folder)) {
      byte[] file = Files.readAllBytes(files.findFirst().orElseThrow());
      long length = CINE.picture().orElseThrow().format().frameLength() * FRAMES;
      return Arrays.copyOfRange(file, (int) (file.length - length), file.length);
    }
  }
}
