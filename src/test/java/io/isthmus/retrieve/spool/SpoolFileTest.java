package io.isthmus.retrieve.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SpoolFileTest {
  @TempDir Path root;
  private InstanceSpool spool;

  @BeforeEach
  void open() throws IOException {
    spool =
        InstanceSpool.open(new InstanceSpool.Options(root, 1 << 24, Duration.ZERO, encrypted()));
  }

  /** Everything here holds for an encrypted spool too. */
  boolean encrypted() {
    return false;
  }

  @AfterEach
  void close() throws IOException {
    spool.close();
  }

  @Test
  void aReaderOfACompleteFileGetsItsBytesAndThenTheEnd() throws IOException {
    SpoolFile file = spool.create();
    file.append(ascii("hello"));
    file.complete();

    assertThat(readAll(file, 3)).isEqualTo("hello".getBytes(US_ASCII));
    assertThat(file.size()).hasValue(5);
  }

  @Test
  void theChecksumIsThatOfAllBytesHoweverTheyCame() throws IOException {
    SpoolFile file = spool.create();
    file.append(ascii("1234"));
    file.append(ascii("56789"));
    file.complete();

    // The check value that the catalogues of CRCs give for CRC-32C.
    assertThat(file.checksum()).isEqualTo(0xE3069283);
  }

  @Test
  void theSizeIsUnknownWhileTheFileGrows() throws IOException {
    SpoolFile file = spool.create();
    file.append(ascii("hello"));

    assertThat(file.size()).isEmpty();
    assertThat(file.growing()).isTrue();
  }

  @Test
  void aReaderGetsBytesWhileTheFileGrows() throws IOException {
    SpoolFile file = spool.create();
    file.append(ascii("ab"));
    try (SpoolReader reader = file.read()) {
      ByteBuffer target = ByteBuffer.allocate(10);
      assertThat(reader.available()).isEqualTo(2);
      assertThat(reader.read(target)).isEqualTo(2);

      file.append(ascii("cde"));

      assertThat(reader.read(target)).isEqualTo(3);
      assertThat(reader.available()).isZero();
      assertThat(target.flip()).isEqualTo(ascii("abcde"));
    }
  }

  @Test
  void aWaitingReaderWakesWhenBytesAreAppended() throws Exception {
    SpoolFile file = spool.create();
    Future<byte[]> read = inWaitingThread(() -> readSome(file));

    file.append(ascii("x"));

    assertThat(read.get()).isEqualTo(new byte[] {'x'});
  }

  @Test
  void aWaitingReaderFindsTheEndWhenTheFileIsComplete() throws Exception {
    SpoolFile file = spool.create();
    Future<byte[]> read = inWaitingThread(() -> readAll(file, 8));

    file.complete();

    assertThat(read.get()).isEmpty();
  }

  @Test
  @Requirement("COM-10")
  void aWaitingReaderBreaksWhenTheFileFails() throws Exception {
    SpoolFile file = spool.create();
    Future<byte[]> read = inWaitingThread(() -> readAll(file, 8));

    file.fail("the PACS aborted");

    assertThatThrownBy(read::get)
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(IOException.class)
        .hasRootCauseMessage("the spooled instance is no longer there: the PACS aborted");
  }

  @Test
  @Requirement("COM-10")
  void aReaderOfAFailedFileBreaksAlsoWhereBytesAreLeftToRead() throws IOException {
    SpoolFile file = spool.create();
    file.append(ascii("half"));
    try (SpoolReader reader = file.read()) {
      file.fail("aborted");

      assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(file::read).isInstanceOf(IOException.class);
  }

  @Test
  void aCompleteFileCannotFail() throws IOException {
    SpoolFile file = spool.create();
    file.append(ascii("whole"));
    file.complete();

    file.fail("too late");

    assertThat(readAll(file, 8)).isEqualTo("whole".getBytes(US_ASCII));
  }

  @Test
  void nothingCanBeAppendedAfterTheEnd() throws IOException {
    SpoolFile complete = spool.create();
    complete.complete();
    SpoolFile failed = spool.create();
    failed.fail("aborted");

    assertThatThrownBy(() -> complete.append(ascii("x"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> failed.append(ascii("x"))).isInstanceOf(IOException.class);
    assertThatThrownBy(failed::complete).isInstanceOf(IOException.class);
    assertThat(readAll(complete, 8)).isEmpty();
    assertThat(spool.usage().bytes()).isZero();
  }

  @Test
  void closingAReaderEndsItsWaitAndNobodyElses() throws Exception {
    SpoolFile file = spool.create();
    SpoolReader leaving = file.read();
    Future<byte[]> left = inWaitingThread(() -> readAll(leaving, 8));
    Future<byte[]> staying = inWaitingThread(() -> readAll(file, 8));

    leaving.close();

    assertThatThrownBy(left::get).hasCauseInstanceOf(ClosedChannelException.class);
    file.append(ascii("rest"));
    file.complete();
    assertThat(staying.get()).isEqualTo("rest".getBytes(US_ASCII));
  }

  @Test
  void anInterruptedReaderHarmsNeitherTheWriterNorTheOthers() throws Exception {
    SpoolFile file = spool.create();
    file.append(ascii("ab"));
    CompletableFuture<byte[]> broken = new CompletableFuture<>();
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              Thread.currentThread().interrupt();
              complete(broken, () -> readAll(file, 8));
            });
    reader.join();

    file.append(ascii("cd"));
    file.complete();

    assertThatThrownBy(broken::get).hasCauseInstanceOf(IOException.class);
    assertThat(readAll(file, 8)).isEqualTo("abcd".getBytes(US_ASCII));
  }

  @Test
  void aReleasedFileIsGoneFromDiskAndItsRoomIsFree() throws IOException {
    SpoolFile file = spool.create();
    file.append(ascii("hello"));
    file.complete();
    assertThat(spool.usage().bytes()).isEqualTo(5);

    file.release();
    file.release();

    assertThat(file.gone()).isTrue();
    assertThat(spool.usage().bytes()).isZero();
    assertThat(spool.usage().files()).isZero();
    assertThatThrownBy(file::read).isInstanceOf(IOException.class);
  }

  /**
   * Law: whatever the sizes of the pieces and the turns that writer and readers take, every reader
   * gets the bytes written.
   */
  @Test
  void anyInterleavingOfAppendsAndReadsYieldsTheSameBytes() throws Exception {
    long seed = Long.getLong("isthmus.laws.seed", 20_261_121L);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int round = 0; round < 40; round++) {
      byte[] content = new byte[random.nextInt(200_000)];
      random.nextBytes(content);
      SpoolFile file = spool.create();
      List<Future<byte[]>> readers = new ArrayList<>();
      int position = 0;
      while (position < content.length) {
        if (random.nextInt(4) == 0 && readers.size() < 8) {
          int chunk = 1 + random.nextInt(30_000);
          readers.add(inThread(() -> readAll(file, chunk)));
        }
        int length = Math.min(content.length - position, 1 + random.nextInt(20_000));
        file.append(ByteBuffer.wrap(content, position, length));
        position += length;
      }
      readers.add(inThread(() -> readAll(file, 4096)));
      file.complete();
      for (Future<byte[]> reader : readers) {
        assertThat(Arrays.equals(reader.get(), content)).as("seed %d", seed).isTrue();
      }
      file.release();
    }
    assertThat(spool.usage().bytes()).as("seed %d", seed).isZero();
  }

  /** Law: a reader of a file that fails at any moment breaks, and never finds an end. */
  @Test
  @Requirement("COM-10")
  void aFailureAtAnyMomentBreaksEveryReader() throws Exception {
    long seed = Long.getLong("isthmus.laws.seed", 20_261_121L);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int round = 0; round < 100; round++) {
      SpoolFile file = spool.create();
      List<Future<byte[]>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int chunk = 1 + random.nextInt(5_000);
        readers.add(inWaitingThread(() -> readAll(file, chunk)));
      }
      for (int i = random.nextInt(5); i > 0; i--) {
        file.append(ByteBuffer.wrap(new byte[random.nextInt(10_000)]));
      }
      file.fail("aborted");
      for (Future<byte[]> reader : readers) {
        assertThatThrownBy(reader::get).as("seed %d", seed).hasCauseInstanceOf(IOException.class);
      }
    }
    assertThat(spool.usage().bytes()).as("seed %d", seed).isZero();
  }

  private static byte[] readSome(SpoolFile file) throws IOException {
    try (SpoolReader reader = file.read()) {
      ByteBuffer target = ByteBuffer.allocate(100);
      reader.read(target);
      return Arrays.copyOf(target.array(), target.position());
    }
  }

  static byte[] readAll(SpoolFile file, int chunk) throws IOException {
    return readAll(file.read(), chunk);
  }

  private static byte[] readAll(SpoolReader from, int chunk) throws IOException {
    try (SpoolReader reader = from) {
      byte[] all = new byte[1 << 20];
      int length = 0;
      ByteBuffer target = ByteBuffer.allocateDirect(chunk);
      while (reader.read(target.clear()) >= 0) {
        int count = target.flip().remaining();
        target.get(all, length, count);
        length += count;
      }
      return Arrays.copyOf(all, length);
    }
  }

  static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  interface Reading {
    byte[] run() throws IOException;
  }

  /** Runs in a thread of its own. */
  static Future<byte[]> inThread(Reading reading) {
    CompletableFuture<byte[]> result = new CompletableFuture<>();
    Thread.ofPlatform().daemon().start(() -> complete(result, reading));
    return result;
  }

  /** Runs in a thread of its own and returns when that thread waits for something. */
  static Future<byte[]> inWaitingThread(Reading reading) {
    CompletableFuture<byte[]> result = new CompletableFuture<>();
    Thread thread = Thread.ofPlatform().daemon().start(() -> complete(result, reading));
    while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
    return result;
  }

  private static void complete(CompletableFuture<byte[]> result, Reading reading) {
    try {
      result.complete(reading.run());
    } catch (IOException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }
}
