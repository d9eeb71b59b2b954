package io.isthmus.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.codec.CodecProvider;
import io.isthmus.pixel.codec.FrameCodec;
import io.isthmus.pixel.codec.FrameCodecs;
import io.isthmus.pixel.codec.FrameConversion;
import io.isthmus.pixel.codec.FrameDecoder;
import io.isthmus.pixel.codec.Transcoder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DerivedFramesTest {
  private static final TransferSyntax FROM = TransferSyntax.RLELossless;
  private static final TransferSyntax TO = TransferSyntax.ExplicitVRLittleEndian;
  private static final long COPY = 7;
  private static final int FRAME = 1024;

  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private final AtomicInteger decoded = new AtomicInteger();
  private final ConcurrentLinkedQueue<Integer> read = new ConcurrentLinkedQueue<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** A decoder that gives back what it is given, when it is let; 13 is no frame. */
  private final class Gated implements FrameDecoder {
    @Override
    public FrameDescription decoded(FrameDescription stored) {
      return stored;
    }

    @Override
    public byte[] decode(byte[] codestream, FrameDescription stored, Deadline deadline)
        throws CodecException {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      decoded.incrementAndGet();
      if (codestream[0] == 13) {
        throw CodecException.malformed("13");
      }
      return codestream;
    }
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void framesComeInTheOrderAskedThoughSeveralAreMadeAtOnce() throws IOException {
    DerivedFrames frames = frames(3, 4, 1 << 20, 0);
    try (FrameRequest request = frames.request();
        FrameLine line = line(frames, request, 5, 2, 9, 1)) {
      assertThat(line.next()).startsWith(5);
      assertThat(line.next()).startsWith(2);
      assertThat(line.next()).startsWith(9);
      assertThat(line.next()).startsWith(1);
      assertThat(line.next()).isNull();
    }
    assertThat(read).containsExactly(5, 2, 9, 1);
  }

  @Test
  void asManyAreMadeAtOnceAsThereAreThreadsAndMemory() throws Exception {
    for (int memory : List.of(2, 4, 100)) {
      read.clear();
      DerivedFrames frames = frames(3, 4, (long) memory * FRAME, 0);
      try (FrameRequest request = frames.request();
          FrameLine line = line(frames, request, 1, 2, 3, 4, 5)) {
        assertThat(line.next()).startsWith(1);
        // A frame takes twice its size: before it and after it.
        assertThat(read).hasSize(Math.min(3, memory / 2));
        for (int number = 2; number <= 5; number++) {
          assertThat(line.next()).startsWith(number);
        }
      }
    }
  }

  @Test
  void aFrameLargerThanTheMemoryIsMadeByItself() throws IOException {
    DerivedFrames frames = frames(3, 4, 10, 0);
    try (FrameRequest request = frames.request();
        FrameLine line = line(frames, request, 1, 2)) {
      assertThat(line.next()).startsWith(1);
      assertThat(read).containsExactly(1);
      assertThat(line.next()).startsWith(2);
    }
  }

  @Test
  void whatIsAskedAtTheSameTimeIsMadeOnceAndKeptForLater() throws Exception {
    gate = new CountDownLatch(1);
    DerivedFrames frames = frames(3, 4, 1 << 20, 1 << 20);
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> both =
          IntStream.range(0, 2).mapToObj(i -> readers.submit(() -> first(frames, 7))).toList();
      while (read.size() < 2) {
        Thread.onSpinWait();
      }
      gate.countDown();
      assertThat(both.get(0).get()).startsWith(7);
      assertThat(both.get(1).get()).startsWith(7);
    }
    assertThat(first(frames, 7)).startsWith(7);
    assertThat(decoded).hasValue(1);
    assertThat(frames.statistics().made()).isEqualTo(1);
    assertThat(frames.statistics().hits()).isPositive();
    assertThat(frames.statistics().bytes()).isGreaterThan(FRAME);
    assertThat(read).hasSize(2);
  }

  @Test
  void whatIsKeptIsBoundedAndByImageAndFrame() throws IOException {
    DerivedFrames none = frames(1, 4, 1 << 20, 0);
    first(none, 7);
    first(none, 7);
    assertThat(decoded).hasValue(2);

    DerivedFrames frames = frames(1, 4, 1 << 20, 1 << 20);
    first(frames, 7);
    first(frames, 8);
    try (FrameRequest request = frames.request();
        FrameLine line = request.line(COPY + 1, conversion(frames), this::stored, numbers(7))) {
      line.next();
    }
    assertThat(decoded).hasValue(5);
  }

  @Test
  void aFailureIsToldToEachAndNotKept() throws IOException {
    DerivedFrames frames = frames(1, 4, 1 << 20, 1 << 20);
    assertThatThrownBy(() -> first(frames, 13)).isInstanceOf(CodecException.class);
    assertThatThrownBy(() -> first(frames, 13)).isInstanceOf(CodecException.class);
    assertThat(decoded).hasValue(2);
    assertThat(first(frames, 1)).startsWith(1);
  }

  @Test
  void oneRequestTooManyIsRefusedUntilAnotherEnds() throws IOException {
    DerivedFrames frames = frames(1, 1, 1 << 20, 0);
    try (FrameRequest request = frames.request();
        FrameLine line = line(frames, request, 1)) {
      line.next();
      // The same request may go on to another image.
      line(frames, request, 2).close();
      assertThatThrownBy(() -> first(frames, 3)).isInstanceOf(BusyException.class);
    }
    assertThat(frames.statistics().refused()).isEqualTo(1);
    assertThat(first(frames, 3)).startsWith(3);
  }

  @Test
  void whoFindsNoMemoryForTheTimeOfAFrameIsRefused() throws IOException {
    DerivedFrames frames =
        new DerivedFrames(
            new Transcoder(codecs(), System::nanoTime),
            new DerivedOptions(1, 4, 2 * FRAME, 0, Duration.ofMillis(50)),
            threads,
            System::nanoTime);
    try (FrameRequest request = frames.request();
        FrameLine line = line(frames, request, 1)) {
      line.next();
      assertThatThrownBy(() -> first(frames, 2)).isInstanceOf(BusyException.class);
    }
    assertThat(frames.statistics().refused()).isEqualTo(1);
    assertThat(first(frames, 2)).startsWith(2);
  }

  @Test
  void aLineThatIsLeftGivesItsMemoryBack() throws IOException {
    DerivedFrames frames = frames(2, 4, 4 * FRAME, 0);
    for (int i = 0; i < 20; i++) {
      try (FrameRequest request = frames.request();
          FrameLine line = line(frames, request, 1, 2, 3)) {
        line.next();
      }
    }
    // What was left unread gives it back when it is made, which may be later.
    do {
      read.clear();
      try (FrameRequest request = frames.request();
          FrameLine line = line(frames, request, 1, 2, 3)) {
        line.next();
      }
    } while (read.size() < 2);
  }

  @Test
  void aFrameThatDoesNotFitTheHeapGivesItsMemoryBack() throws IOException {
    DerivedFrames frames = frames(1, 4, 2 * FRAME, 0);
    FrameLine.Source heap =
        number -> {
          throw new OutOfMemoryError("of this test");
        };
    for (int i = 0; i < 3; i++) {
      try (FrameRequest request = frames.request();
          FrameLine line = request.line(COPY, conversion(frames), heap, numbers(1))) {
        assertThatThrownBy(line::next).isInstanceOf(OutOfMemoryError.class);
      }
    }
    assertThat(first(frames, 2)).startsWith(2);
  }

  private byte[] first(DerivedFrames frames, int number) throws IOException {
    try (FrameRequest request = frames.request();
        FrameLine line = line(frames, request, number)) {
      byte[] frame = line.next();
      return frame == null ? new byte[0] : frame;
    }
  }

  private FrameLine line(DerivedFrames frames, FrameRequest request, int... list)
      throws IOException {
    return request.line(COPY, conversion(frames), this::stored, numbers(list));
  }

  private static PrimitiveIterator.OfInt numbers(int... list) {
    return IntStream.of(list).iterator();
  }

  private byte[] stored(int number) {
    read.add(number);
    byte[] frame = new byte[FRAME];
    frame[0] = (byte) number;
    return frame;
  }

  private DerivedFrames frames(int most, int requests, long workBytes, long cacheBytes) {
    return new DerivedFrames(
        new Transcoder(codecs(), System::nanoTime),
        new DerivedOptions(most, requests, workBytes, cacheBytes, Duration.ofSeconds(20)),
        threads,
        System::nanoTime);
  }

  private FrameCodecs codecs() {
    CodecProvider provider =
        new CodecProvider() {
          @Override
          public String name() {
            return "gated";
          }

          @Override
          public List<FrameCodec> codecs() {
            return List.of(FrameCodec.decoding(FROM, name(), new Gated()));
          }
        };
    return FrameCodecs.probe(List.of(provider), FRAME);
  }

  private static FrameConversion conversion(DerivedFrames frames) {
    DataSet image =
        DataSet.builder()
            .us(Tag.SamplesPerPixel, 1)
            .us(Tag.Rows, 32)
            .us(Tag.Columns, 32)
            .us(Tag.BitsAllocated, 8)
            .build();
    return frames.transcoder().conversion(image, FROM, TO).orElseThrow();
  }
}
