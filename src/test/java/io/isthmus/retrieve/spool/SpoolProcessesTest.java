package io.isthmus.retrieve.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes with spools under one root, some of which are killed. {@code
 * src/bench/sigkill.py} does the same to the whole gateway.
 */
class SpoolProcessesTest {
  private static final long SEED = 20261121;
  private static final int ROUNDS = 4;
  private static final int AT_ONCE = 3;

  @TempDir Path root;

  @Test
  @Requirement("SEC-14")
  void ofProcessesThatWereKilledAtAnyMomentNothingIsLeft() throws Exception {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      List<Process> writers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        writers.add(start());
      }
      // One of them has written; the others may be anywhere, also before they have begun.
      assertThat(writers.getFirst().getInputStream().read()).isEqualTo('W');
      long until = System.nanoTime() + random.nextLong(TimeUnit.MILLISECONDS.toNanos(100));
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      for (Process writer : writers) {
        writer.destroyForcibly().waitFor();
      }
      assertThat(left()).isNotEmpty();

      try (InstanceSpool spool = open(root)) {
        assertThat(left()).as("seed %d, round %d", SEED, round).hasSize(1);
        assertThat(spool.usage()).isEqualTo(new SpoolUsage(0, Long.MAX_VALUE, 0, 0, 0));
      }
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void twoProcessesUnderOneRootKeepTheirFilesApart() throws Exception {
    Process other = start();
    try (InstanceSpool spool = open(root)) {
      SpoolFile file = spool.create();
      file.append(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      file.complete();
      assertThat(other.getInputStream().read()).isEqualTo('W');

      open(root).close();

      assertThat(left()).hasSize(2);
      assertThat(SpoolFileTest.readAll(file, 3)).containsExactly(1, 2, 3);
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            codeOf(Writer.class) + System.getProperty("path.separator") + codeOf(SpoolFile.class),
            Writer.class.getName(),
            root.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static InstanceSpool open(Path root) throws IOException {
    return InstanceSpool.open(
        new InstanceSpool.Options(root, Long.MAX_VALUE, Duration.ofSeconds(1)));
  }

  private static String codeOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }

  /** A process that fills a spool until it is killed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      try (InstanceSpool spool = open(Path.of(arguments[0]))) {
        ByteBuffer bytes = ByteBuffer.allocate(1000);
        while (true) {
          SpoolFile file = spool.create();
          file.append(bytes.clear());
          file.complete();
          System.out.write('W');
          System.out.flush();
        }
      }
    }
  }
}
