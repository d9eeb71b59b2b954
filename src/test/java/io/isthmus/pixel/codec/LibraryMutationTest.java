package io.isthmus.pixel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.interop.Peers;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.codec.CodestreamMutationTest.Sample;
import io.isthmus.pixel.worker.IsolatedLibraries;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What C code makes of broken codestreams, in workers: pixels or a {@link CodecException}, within
 * the deadline. {@code -Disthmus.mutations=2000} tries as many of each kind; {@code
 * -Disthmus.mutations.inline=true} tries them in this process, which is fast, and ends it with the
 * first crash.
 */
class LibraryMutationTest {
  private static final int MUTATIONS = Integer.getInteger("isthmus.mutations", 4);
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final String RESOURCE = "/io/isthmus/pixel/worker/codestreams.txt";

  private static final String FINE_PRECINCTS = "/io/isthmus/pixel/worker/fine-precincts.j2k.gz";

  /** What a frame of these pictures may cost the gateway itself, on its heap. */
  private static final long MOST_MEMORY = 1 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Set<ProcessHandle> others;
  private static IsolatedLibraries libraries;

  static List<Sample> samples() throws IOException {
    try (InputStream in = LibraryMutationTest.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Sample::of)
          .toList();
    }
  }

  @BeforeAll
  static void find() {
    others = ProcessHandle.current().descendants().collect(Collectors.toSet());
    libraries =
        Boolean.getBoolean("isthmus.mutations.inline")
            ? IsolatedLibraries.inline()
            : IsolatedLibraries.find();
  }

  @AfterAll
  static void end() {
    libraries.close();
    // None is left: those that were killed within a frame, and those that were idle at the end.
    workers().forEach(worker -> worker.onExit().orTimeout(60, TimeUnit.SECONDS).join());
  }

  private static Stream<ProcessHandle> workers() {
    return ProcessHandle.current().descendants().filter(process -> !others.contains(process));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void mutationsGivePixelsOrACodecExceptionInTime(Sample sample) throws IOException {
    FrameDescription image = sample.image();
    int length = whole(sample).length;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      byte[] mutated = CodestreamMutationTest.mutated(sample.codestream(), new Random(seed));
      long before = THREADS.getCurrentThreadAllocatedBytes();
      long begin = System.nanoTime();
      try {
        assertThat(decode(sample, mutated, image)).hasSize(length);
      } catch (CodecException e) {
        assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("seed %d", seed)
          .isLessThan(DEADLINE.plus(GRACE));
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .as("bytes allocated, seed %d", seed)
          .isLessThan(MOST_MEMORY);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aTruncatedCodestreamIsNoPicture(Sample sample) {
    int length = sample.codestream().length;
    for (int part = 1; part < 10; part += 4) {
      byte[] truncated = Arrays.copyOf(sample.codestream(), length * part / 10);
      assertThatThrownBy(() -> decode(sample, truncated, sample.image()))
          .as("%d tenths of %s", part, sample)
          .isInstanceOf(CodecException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aCodestreamOfAnotherPictureIsRefused(Sample sample) {
    FrameDescription image = sample.image();
    FrameDescription taller =
        new FrameDescription(
            image.rows() + 1,
            image.columns(),
            image.samplesPerPixel(),
            image.bitsAllocated(),
            image.bitsStored(),
            image.highBit(),
            false,
            image.photometricInterpretation(),
            false);
    assertThatThrownBy(() -> decode(sample, sample.codestream(), taller, LONG))
        .hasFieldOrPropertyWithValue("reason", CodecException.Reason.CONTRADICTS_DATA_SET);
  }

  /**
   * {@code opj_compress -c [2,2],...} of 1024 x 1024 zeros: precincts of 16 samples, for each of
   * which the library takes so much that it is 600 MB in all.
   */
  @Test
  void aCodestreamThatTakesFarMoreMemoryThanItsPictureIsOneFrame() throws IOException {
    Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "bounded on Linux only");
    FrameDescription image =
        new FrameDescription(1024, 1024, 1, 8, 8, 7, false, "MONOCHROME2", false);
    Sample greedy = new Sample("greedy", TransferSyntax.JPEG2000Lossless, image, finePrecincts());
    assertThatThrownBy(() -> decode(greedy, greedy.codestream(), image))
        .isInstanceOf(CodecException.class);
    assertThat(whole(samples().getFirst())).isNotEmpty();
  }

  private static byte[] finePrecincts() throws IOException {
    try (InputStream in = LibraryMutationTest.class.getResourceAsStream(FINE_PRECINCTS)) {
      return new GZIPInputStream(in).readAllBytes();
    }
  }

  private static byte[] whole(Sample sample) throws CodecException {
    return decode(sample, sample.codestream(), sample.image(), LONG);
  }

  private static byte[] decode(Sample sample, byte[] codestream, FrameDescription image)
      throws CodecException {
    return decode(sample, codestream, image, DEADLINE);
  }

  private static byte[] decode(
      Sample sample, byte[] codestream, FrameDescription image, Duration time)
      throws CodecException {
    Peers.needCodec(libraries.codecs(), sample.syntax(), "libopenjp2-7, libjxl-tools");
    return libraries
        .codecs()
        .decoder(sample.syntax())
        .orElseThrow()
        .decode(codestream, image, Deadline.in(time, System::nanoTime));
  }
}
