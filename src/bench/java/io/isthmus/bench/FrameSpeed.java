package io.isthmus.bench;

import io.isthmus.dicom.codec.DataSetWriter;
import io.isthmus.dicom.codec.Part10Reader;
import io.isthmus.dicom.codec.Part10Writer;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.codec.CodecProvider;
import io.isthmus.pixel.codec.FrameCodecs;
import io.isthmus.pixel.codec.FrameDecoder;
import io.isthmus.pixel.codec.FrameEncoder;
import io.isthmus.pixel.codec.JavaCodecs;
import io.isthmus.pixel.worker.CodecWorkers;
import io.isthmus.pixel.worker.ForeignCodecs;
import io.isthmus.pixel.worker.IsolatedCodecs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * How fast frames are decoded and encoded on one core, in milliseconds of processor time per frame.
 *
 * <ul>
 *   <li>{@code repeat FILE TIMES OUT}: writes a file whose first frame is repeated
 *   <li>{@code decode FILE}, {@code encode FILE UID}: prints the best of several rounds
 *   <li>{@code codestream FILE OUT}: writes the first frame as it is stored
 *   <li>{@code worker FILE}: decodes in a codec worker, counting both processes
 * </ul>
 */
public final class FrameSpeed {
  private static final int ROUNDS = 12;
  private static final long ROUND_NANOS = 300_000_000L;

  private FrameSpeed() {}

  private interface Work {
    void run() throws IOException;
  }

  public static void main(String... arguments) throws IOException {
    Path file = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "repeat" -> repeat(file, Integer.parseInt(arguments[2]), Path.of(arguments[3]));
      case "decode" -> decode(file);
      case "codestream" -> Files.write(Path.of(arguments[2]), Picture.read(file).frame);
      case "worker" -> worker(file);
      default -> encode(file, TransferSyntax.of(arguments[2]));
    }
  }

  private static void decode(Path file) throws IOException {
    Picture picture = Picture.read(file);
    FrameDecoder decoder = codecs().decoder(picture.syntax).orElseThrow();
    print(() -> decoder.decode(picture.frame, picture.description(), deadline()));
  }

  private static void encode(Path file, TransferSyntax to) throws IOException {
    Picture picture = Picture.read(file);
    FrameEncoder encoder = codecs().encoder(to).orElseThrow();
    print(() -> encoder.encode(picture.frame, picture.description(), deadline()));
  }

  private static void worker(Path file) throws IOException {
    Picture picture = Picture.read(file);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "io.isthmus.app.Main",
            ForeignCodecs.ARGUMENT);
    var alarms = Executors.newSingleThreadScheduledExecutor();
    try (CodecWorkers workers = CodecWorkers.processes(command, 1, CodecWorkers.IDLE, alarms)) {
      FrameCodecs codecs =
          FrameCodecs.probe(
              ForeignCodecs.providers().stream()
                  .<CodecProvider>map(provider -> new IsolatedCodecs(provider, workers))
                  .toList(),
              Integer.MAX_VALUE);
      FrameDecoder decoder = codecs.decoder(picture.syntax).orElseThrow();
      double best = Double.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        Duration start = spent();
        int times = 0;
        while (spent().minus(start).toNanos() < 2 * ROUND_NANOS) {
          decoder.decode(picture.frame, picture.description(), deadline());
          times++;
        }
        best = Math.min(best, spent().minus(start).toNanos() / 1e6 / times);
      }
      System.out.printf("%.4f%n", best);
    } finally {
      alarms.shutdownNow();
    }
  }

  /** Processor time of this process and its children. */
  private static Duration spent() {
    ProcessHandle own = ProcessHandle.current();
    return Stream.concat(Stream.of(own), own.children())
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static void print(Work work) throws IOException {
    var threads = ManagementFactory.getThreadMXBean();
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      long spent = 0;
      int times = 0;
      while (spent < ROUND_NANOS) {
        work.run();
        times++;
        spent = threads.getCurrentThreadCpuTime() - start;
      }
      best = Math.min(best, spent / 1e6 / times);
    }
    System.out.printf("%.4f%n", best);
  }

  private static void repeat(Path file, int times, Path to) throws IOException {
    Picture picture = Picture.read(file);
    Element pixels;
    if (picture.syntax.encapsulated()) {
      List<byte[]> fragments = new ArrayList<>(Collections.nCopies(times + 1, picture.frame));
      fragments.set(0, new byte[0]);
      pixels = new Element.Fragments(Tag.PixelData, Vr.OB, fragments);
    } else {
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      for (int i = 0; i < times; i++) {
        frames.writeBytes(picture.frame);
      }
      pixels = new Element.Value(Tag.PixelData, Vr.OW, frames.toByteArray());
    }
    DataSet repeated =
        picture.dataSet.toBuilder()
            .text(Tag.NumberOfFrames, Integer.toString(times))
            .put(pixels)
            .build();
    try (OutputStream out = Files.newOutputStream(to)) {
      out.write(Part10Writer.header(picture.meta.meta()));
      DataSetWriter.write(repeated, picture.syntax, out);
    }
  }

  private static FrameCodecs codecs() {
    List<CodecProvider> providers = new ArrayList<>(List.of(new JavaCodecs()));
    providers.addAll(ForeignCodecs.providers());
    return FrameCodecs.probe(providers, Integer.MAX_VALUE);
  }

  private static Deadline deadline() {
    return Deadline.in(Duration.ofMinutes(1), System::nanoTime);
  }

  private record Picture(
      Part10Reader meta, TransferSyntax syntax, DataSet dataSet, byte[] frame) {
    static Picture read(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        Part10Reader reader = Part10Reader.open(in);
        DataSet dataSet = reader.readDataSet();
        TransferSyntax syntax = reader.meta().transferSyntax();
        return new Picture(reader, syntax, dataSet, frame(dataSet));
      }
    }

    private static byte[] frame(DataSet dataSet) throws IOException {
      return switch (dataSet.get(Tag.PixelData).orElseThrow()) {
        case Element.Fragments(int tag, Vr vr, var fragments) -> fragments.get(1);
        case Element.Value(int tag, Vr vr, byte[] bytes) ->
            Arrays.copyOf(bytes, (int) FrameDescription.of(dataSet).frameBytes());
        default -> throw new IOException("no pixels in memory");
      };
    }

    FrameDescription description() throws IOException {
      return FrameDescription.of(dataSet);
    }
  }
}
