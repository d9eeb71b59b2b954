package io.isthmus.web.wado;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.FakeArchive.RetrieveScript;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.derived.DerivedBench;
import io.isthmus.derived.DerivedFrames;
import io.isthmus.retrieve.Bench;
import io.isthmus.retrieve.HandMade;
import io.isthmus.retrieve.content.FrameExtraction;
import io.isthmus.retrieve.content.InstanceContents;
import io.isthmus.retrieve.metadata.CaffeineMetadataStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The resource over a scripted PACS, and what its tests share. */
final class WadoBench implements AutoCloseable {
  private static final int PREAMBLE = 128;
  private static final int GROUP_LENGTH = 12;

  private final ExecutorService pixels = Executors.newFixedThreadPool(2);
  final FakeArchive pacs = FakeArchive.named("main");
  final Bench bench;

  /** Whether frames are asked for by themselves where the PACS offers it. */
  volatile boolean extracting;

  final WadoResource wado;
  final MetadataResource metadata;
  final BulkDataResource bulkData;
  final BulkCollectionResource collections;

  WadoBench(Path root) throws IOException {
    bench = new Bench(root, pacs);
    InstanceContents contents = new InstanceContents(bench.spool(), 1 << 20);
    DerivedFrames frames = DerivedBench.frames(pixels);
    wado = new WadoResource(bench.service(), contents, frames);
    FrameExtraction extraction =
        new FrameExtraction(bench.service(), contents, bench.spool(), _ -> extracting);
    bulkData = new BulkDataResource(bench.service(), extraction, contents, frames);
    collections = new BulkCollectionResource(bench.service(), contents, frames);
    metadata =
        new MetadataResource(bench.service(), bench.spool(), new CaffeineMetadataStore(1 << 20));
  }

  @Override
  public void close() throws IOException {
    pixels.shutdownNow();
    bench.close();
  }

  static RecordedExchange study() {
    return new RecordedExchange().study(HandMade.STUDY);
  }

  static RecordedExchange instance(String sop) {
    return study().series(HandMade.SERIES).instance(sop);
  }

  static List<Multipart.Part> parts(RecordedExchange exchange) {
    return Multipart.parse(exchange.contentType(), exchange.bytes()).parts();
  }

  /** A part in which its own Content-Type and the file agree. */
  static void assertFile(Multipart.Part part, HandMade expected) {
    String type = part.headers().getOrDefault("Content-Type", "");
    assertThat(type).startsWith("application/dicom; transfer-syntax=");
    assertFile(part.bytes(), expected, type.substring(type.indexOf('=') + 1));
  }

  /** The meta information as PS3.10 7.1 lays it out, then the data set byte for byte. */
  static void assertFile(byte[] file, HandMade expected, String syntax) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(text(file, PREAMBLE, 4)).isEqualTo("DICM");
    int length = bytes.getInt(PREAMBLE + 4 + 8);
    int begin = PREAMBLE + 4 + GROUP_LENGTH;
    assertThat(text(file, begin, length))
        .contains(expected.sop())
        .contains(expected.sopClass())
        .contains(syntax);
    assertThat(Arrays.copyOfRange(file, begin + length, file.length)).isEqualTo(expected.bytes());
  }

  static RetrieveScript sending(HandMade... instances) {
    return (scope, arrivals, cancellation) -> {
      send(arrivals, instances);
      return success(instances.length);
    };
  }

  static RetrieveOutcome success(int completed) {
    return new RetrieveOutcome(0x0000, completed, 0, 0, List.of());
  }

  static void send(Arrivals arrivals, HandMade... instances) throws ArchiveException {
    try {
      for (HandMade instance : instances) {
        instance.arrive(arrivals, 4096);
      }
    } catch (IOException e) {
      throw new ArchiveException(new ArchiveFailure.Broken("main", "not stored"), e);
    }
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }
}
