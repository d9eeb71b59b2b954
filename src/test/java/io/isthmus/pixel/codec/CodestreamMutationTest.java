package io.isthmus.pixel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.isthmus.dicom.codec.DataSetWriter;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A broken codestream gives pixels or a {@link CodecException}, soon and in little memory. {@code
 * -Disthmus.mutations=100000} tries as many of each kind.
 */
class CodestreamMutationTest {
  private static final int MUTATIONS = Integer.getInteger("isthmus.mutations", 2_000);
  private static final Duration TIME = Duration.ofSeconds(2);
  private static final long MOST_MEMORY = 8L << 20;
  private static final FrameCodecs CODECS =
      FrameCodecs.probe(List.of(new JavaCodecs()), Integer.MAX_VALUE);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static List<Sample> samples() throws IOException {
    try (InputStream in = CodestreamMutationTest.class.getResourceAsStream("codestreams.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Sample::of)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void mutationsGivePixelsOrACodecException(Sample sample) throws IOException {
    int decoded = 0;
    assertThat(sample.decode(sample.codestream, deadline())).hasSize(sample.length());
    for (int seed = 0; seed < MUTATIONS; seed++) {
      byte[] mutated = mutated(sample.codestream, new Random(seed));
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        assertThat(sample.decode(mutated, deadline())).hasSize(sample.length());
        decoded++;
      } catch (CodecException e) {
        assertThat(e.reason()).as("seed %d", seed).isNotEqualTo(CodecException.Reason.TIMED_OUT);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + " of " + sample, e);
      }
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .as("bytes allocated, seed %d", seed)
          .isLessThan(MOST_MEMORY);
    }
    assertThat(decoded).isBetween(1, MUTATIONS - 1);
  }

  /** What is deflated is the whole data set: what breaks is that, or the frames in it. */
  @Test
  void mutationsOfADeflatedImageGivePixelsOrAnErrorThatSaysWhatIsWrong() throws IOException {
    TransferSyntax syntax = TransferSyntax.DeflatedExplicitVRLittleEndian;
    byte[] stored = deflated();
    byte[] pixels = ImageFile.of(syntax, stored).decode(CODECS, 1);
    int decoded = 0;
    int other = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      byte[] mutated = mutated(stored, new Random(seed));
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        ImageFile image = ImageFile.of(syntax, mutated);
        if (image.frames().isPresent()) {
          byte[] frame = image.decode(CODECS, 1);
          assertThat(frame).hasSize((int) image.description().frameBytes());
          decoded++;
          other += Arrays.equals(frame, pixels) ? 0 : 1;
        }
      } catch (CodecException | MalformedDicomException refused) {
        assertThat(refused.getMessage()).as("seed %d", seed).isNotBlank();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .as("bytes allocated, seed %d", seed)
          .isLessThan(MOST_MEMORY);
    }
    assertThat(decoded).isBetween(other, MUTATIONS - 1);
    assertThat(other).isPositive();
  }

  /** A noisy image, deflated by Java's own library. */
  private static byte[] deflated() throws IOException {
    FrameDescription grey =
        new FrameDescription(24, 40, 1, 16, 12, 11, false, "MONOCHROME2", false);
    byte[] frame = new RandomPictures(new Random(1)).frame(grey);
    DataSet image =
        DataSet.builder()
            .us(Tag.SamplesPerPixel, 1)
            .text(Tag.PhotometricInterpretation, "MONOCHROME2")
            .us(Tag.Rows, grey.rows())
            .us(Tag.Columns, grey.columns())
            .us(Tag.BitsAllocated, grey.bitsAllocated())
            .us(Tag.BitsStored, grey.bitsStored())
            .us(Tag.HighBit, grey.highBit())
            .us(Tag.PixelRepresentation, 0)
            .put(new Element.Value(Tag.PixelData, Vr.OW, frame))
            .build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater raw = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, raw)) {
      out.write(DataSetWriter.encode(image, TransferSyntax.ExplicitVRLittleEndian));
    } finally {
      raw.end();
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aTruncatedCodestreamIsNoPicture(Sample sample) {
    for (int length = 0; length < sample.codestream.length * 9 / 10; length += 7) {
      byte[] truncated = Arrays.copyOf(sample.codestream, length);
      assertThatThrownBy(() -> sample.decode(truncated, deadline()))
          .as("%d bytes of %s", length, sample)
          .isInstanceOf(CodecException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void nothingIsDecodedAfterTheDeadline(Sample sample) {
    assertThatThrownBy(
            () -> sample.decode(sample.codestream, Deadline.in(Duration.ZERO, System::nanoTime)))
        .hasFieldOrPropertyWithValue("reason", CodecException.Reason.TIMED_OUT);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aCodestreamOfAnotherPictureIsRefused(Sample sample) {
    FrameDescription image = sample.image;
    FrameDescription taller =
        new FrameDescription(
            image.rows() + 1,
            image.columns(),
            image.samplesPerPixel() + 1,
            image.bitsAllocated(),
            image.bitsStored(),
            image.highBit(),
            false,
            "RGB",
            false);
    assertThatThrownBy(() ->
            new Sample(sample.name, sample.syntax, taller, sample.codestream)
                .decode(sample.codestream, deadline()))
        .hasFieldOrPropertyWithValue("reason", CodecException.Reason.CONTRADICTS_DATA_SET);
  }

  @Test
  void aFrameBeyondTheCapIsNotBegun() throws IOException {
    FrameCodecs small = FrameCodecs.probe(List.of(new JavaCodecs()), 100);
    Sample sample = samples().getFirst();
    assertThatThrownBy(() ->
            small
                .decoder(sample.syntax)
                .orElseThrow()
                .decode(sample.codestream, sample.image, deadline()))
        .hasFieldOrPropertyWithValue("reason", CodecException.Reason.TOO_LARGE);
  }

  private static Deadline deadline() {
    return Deadline.in(TIME, System::nanoTime);
  }

  static byte[] mutated(byte[] codestream, Random random) {
    byte[] mutated = codestream.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      // Headers are where the harm is: half of the changes go there.
      int at =
          random.nextInt(random.nextBoolean() ? Math.min(200, mutated.length) : mutated.length);
      switch (random.nextInt(5)) {
        case 0 -> mutated[at] = (byte) random.nextInt(256);
        case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> mutated[at] = (byte) 0xFF;
        case 3 -> mutated[at] = 0;
        default -> mutated = shifted(mutated, at, random);
      }
    }
    return mutated;
  }

  private static byte[] shifted(byte[] bytes, int at, Random random) {
    int by = random.nextInt(9) - 4;
    byte[] shifted = Arrays.copyOf(bytes, Math.max(bytes.length + by, at + 1));
    int from = Math.min(bytes.length, Math.max(0, at - by));
    System.arraycopy(bytes, from, shifted, at, Math.min(bytes.length - from, shifted.length - at));
    return shifted;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sample(String name, TransferSyntax syntax, FrameDescription image, byte[] codestream) {
    static Sample of(String line) {
      String[] f = line.split(" ", -1);
      int stored = Integer.parseInt(f[6]);
      return new Sample(
          f[0],
          TransferSyntax.of(f[1]),
          new FrameDescription(
              Integer.parseInt(f[2]),
              Integer.parseInt(f[3]),
              Integer.parseInt(f[4]),
              Integer.parseInt(f[5]),
              stored,
              stored - 1,
              false,
              f[7],
              false),
          HexFormat.of().parseHex(f[8]));
    }

    byte[] decode(byte[] bytes, Deadline deadline) throws CodecException {
      return CODECS.decoder(syntax).orElseThrow().decode(bytes, image, deadline);
    }

    int length() {
      return (int) CODECS.decoder(syntax).orElseThrow().decoded(image).frameBytes();
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
