package io.isthmus.retrieve.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedSpoolTest {
  private static final long SEED = 6;
  private static final int SEALED = Seal.RECORD + Seal.TAG;
  private static final String PLAIN = "the name of a patient";

  @TempDir Path root;
  private final Random random = new Random(SEED);
  private InstanceSpool spool;

  @BeforeEach
  void open() throws IOException {
    spool = InstanceSpool.open(new InstanceSpool.Options(root, 1 << 24, Duration.ZERO, true));
  }

  @AfterEach
  void close() throws IOException {
    spool.close();
  }

  @Nested
  class AsAnyFile extends SpoolFileTest {
    @Override
    boolean encrypted() {
      return true;
    }
  }

  @Test
  @Requirement("SEC-14")
  void nothingIsOnDiskAsItCame() throws IOException {
    byte[] words = PLAIN.repeat(10_000).getBytes(ISO_8859_1);
    SpoolFile file = spool.create();
    for (int i = 0; i < words.length; i += 1000) {
      file.append(ByteBuffer.wrap(words, i, 1000));
      assertThat(onDisk(file)).doesNotContain(PLAIN);
    }
    file.complete();

    assertThat(onDisk(file)).doesNotContain(PLAIN).hasSize(words.length + 4 * Seal.TAG);
    assertThat(SpoolFileTest.readAll(file, 5000)).isEqualTo(words);
  }

  @Test
  @Requirement("SEC-14")
  void equalBytesAreNeverEqualOnDisk() throws IOException {
    SpoolFile first = complete(new byte[2 * Seal.RECORD]);
    SpoolFile second = complete(new byte[2 * Seal.RECORD]);
    byte[] one = Files.readAllBytes(path(first));
    byte[] other = Files.readAllBytes(path(second));

    assertThat(List.of(record(one, 0), record(one, 1), record(other, 0), record(other, 1)))
        .doesNotHaveDuplicates();
  }

  private static String record(byte[] file, int number) {
    return HexFormat.of().formatHex(file, number * SEALED, number * SEALED + 64);
  }

  /** Law: whatever bit of a file changes, its record is never given and the others are. */
  @Test
  @Requirement("SEC-14")
  void aRecordThatWasChangedBreaksTheInstanceAndIsNotGiven() throws IOException {
    for (int round = 0; round < 200; round++) {
      byte[] content = bytes(1 + random.nextInt(3 * Seal.RECORD));
      SpoolFile file = complete(content);
      byte[] stored = Files.readAllBytes(path(file));
      int at = random.nextInt(stored.length);
      stored[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(path(file), stored);

      for (int record = 0; record * Seal.RECORD < content.length; record++) {
        int begin = record * Seal.RECORD;
        ByteBuffer got = ByteBuffer.allocate(Math.min(Seal.RECORD, content.length - begin));
        try (SpoolReader reader = file.read()) {
          reader.seek(begin);
          if (record == at / SEALED) {
            assertThatThrownBy(() -> reader.read(got))
                .as("seed %d, round %d, byte %d", SEED, round, at)
                .isInstanceOf(InstanceDamagedException.class)
                .hasMessageContaining("record " + record + " was changed");
            assertThat(got.position()).isZero();
            assertThat(got.array()).containsOnly(0);
          } else {
            reader.read(got);
            assertThat(got.array())
                .isEqualTo(Arrays.copyOfRange(content, begin, begin + got.capacity()));
          }
        }
      }
      file.release();
    }
  }

  @Test
  void noRecordStandsInForAnother() throws IOException {
    SpoolFile file = complete(bytes(2 * Seal.RECORD));
    SpoolFile other = complete(bytes(2 * Seal.RECORD));
    byte[] stored = Files.readAllBytes(path(file));
    byte[] swapped = stored.clone();
    System.arraycopy(stored, 0, swapped, SEALED, SEALED);
    System.arraycopy(stored, SEALED, swapped, 0, SEALED);
    Files.write(path(file), swapped);
    Files.write(path(other), stored);

    assertBroken(file);
    assertBroken(other);
  }

  @Test
  void aFileThatWasCutOffBreaks() throws IOException {
    SpoolFile file = complete(bytes(Seal.RECORD + 100));
    byte[] stored = Files.readAllBytes(path(file));
    for (int length : new int[] {0, 15, 100, SEALED - 1, SEALED, SEALED + 1, stored.length - 1}) {
      Files.write(path(file), Arrays.copyOf(stored, length));

      assertBroken(file);
    }
  }

  /** Law: every range of a file, at rest or growing, holds what was written there. */
  @Test
  @Requirement("SEC-14")
  void everyRangeIsReadAsItWasWritten() throws IOException {
    for (int round = 0; round < 30; round++) {
      byte[] content = bytes(edge());
      SpoolFile file = spool.create();
      try (SpoolReader early = file.read()) {
        int written = 0;
        while (written < content.length) {
          int some = Math.min(content.length - written, 1 + random.nextInt(50_000));
          file.append(ByteBuffer.wrap(content, written, some));
          written += some;
          assertRange(early, content, written);
          try (SpoolReader late = file.read()) {
            assertRange(late, content, written);
          }
        }
        file.complete();
        for (int i = 0; i < 10; i++) {
          assertRange(early, content, content.length);
        }
      }
      SpoolFile again =
          spool.completed(new KeptFile(file.number(), content.length, file.checksum()));
      assertThat(SpoolFileTest.readAll(again, 1 + random.nextInt(100_000))).isEqualTo(content);
      again.release();
    }
  }

  private int edge() {
    int records = random.nextInt(4) * Seal.RECORD;
    return Math.max(1, records + random.nextInt(-2, 3));
  }

  private void assertRange(SpoolReader reader, byte[] content, int written) throws IOException {
    int begin = random.nextInt(written);
    byte[] range = new byte[1 + random.nextInt(written - begin)];
    ByteBuffer target = ByteBuffer.wrap(range);
    reader.seek(begin);
    while (target.hasRemaining()) {
      reader.read(target);
    }
    assertThat(Arrays.equals(range, Arrays.copyOfRange(content, begin, begin + range.length)))
        .as("seed %d, %d bytes from %d of %d", SEED, range.length, begin, written)
        .isTrue();
  }

  @Test
  @Requirement("SEC-14")
  void anotherProcessCannotReadIt() throws IOException {
    byte[] stored = Files.readAllBytes(path(complete(bytes(1000))));
    try (InstanceSpool other =
        InstanceSpool.open(
            new InstanceSpool.Options(root.resolve("other"), 1 << 20, Duration.ZERO, true))) {
      SpoolFile file = other.create();
      file.append(ByteBuffer.wrap(new byte[1000]));
      file.complete();
      try (Stream<Path> all = Files.walk(root.resolve("other"))) {
        Path same = all.filter(path -> path.endsWith("1")).findFirst().orElseThrow();
        Files.write(same, stored);
      }

      assertBroken(file);
    }
  }

  private static void assertBroken(SpoolFile file) {
    assertThatThrownBy(() -> SpoolFileTest.readAll(file, 1 << 20))
        .isInstanceOf(InstanceDamagedException.class);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private SpoolFile complete(byte[] content) throws IOException {
    SpoolFile file = spool.create();
    file.append(ByteBuffer.wrap(content));
    file.complete();
    return file;
  }

  private Path path(SpoolFile file) throws IOException {
    String name = Long.toString(file.number());
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> path.endsWith(name)).findFirst().orElseThrow();
    }
  }

  private String onDisk(SpoolFile file) throws IOException {
    return new String(Files.readAllBytes(path(file)), ISO_8859_1);
  }
}
