package io.isthmus.bench;

import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.SpoolFile;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/**
 * How fast bytes go through the spool, as they come and encrypted; one thread. Arguments: rounds,
 * and pairs of KiB and count of the instances of a round.
 */
public final class SpoolSpeed {
  private static final int FRAGMENT = 256 * 1024;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(FRAGMENT);

  private SpoolSpeed() {
    byte[] noise = new byte[FRAGMENT];
    new Random(1).nextBytes(noise);
    buffer.put(noise);
  }

  public static void main(String[] arguments) throws IOException {
    System.out.println("| instances | | written MB/s | read MB/s |");
    System.out.println("|---|---|---|---|");
    int rounds = Integer.parseInt(arguments[0]);
    for (int i = 1; i < arguments.length; i += 2) {
      for (boolean encrypt : new boolean[] {false, true}) {
        new SpoolSpeed()
            .measure(
                rounds, Integer.parseInt(arguments[i]), Integer.parseInt(arguments[i + 1]), encrypt);
      }
    }
  }

  private void measure(int rounds, int kib, int count, boolean encrypt) throws IOException {
    Path root = Files.createTempDirectory("spool-speed");
    double[] best = new double[2];
    for (int round = 0; round < rounds; round++) {
      try (InstanceSpool spool =
          InstanceSpool.open(
              new InstanceSpool.Options(root, Long.MAX_VALUE, Duration.ZERO, encrypt))) {
        SpoolFile[] files = new SpoolFile[count];
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
          files[i] = write(spool.create(), kib * 1024L);
        }
        long written = System.nanoTime();
        for (SpoolFile file : files) {
          read(file);
        }
        double megabytes = kib * 1.024e-3 * count;
        best[0] = Math.max(best[0], megabytes / (written - begin) * 1e9);
        best[1] = Math.max(best[1], megabytes / (System.nanoTime() - written) * 1e9);
      }
    }
    Files.delete(root);
    System.out.printf(
        Locale.ROOT,
        "| %d of %d KiB | %s | %.0f | %.0f |%n",
        count,
        kib,
        encrypt ? "encrypted" : "as they come",
        best[0],
        best[1]);
  }

  private SpoolFile write(SpoolFile file, long size) throws IOException {
    for (long left = size; left > 0; left -= FRAGMENT) {
      file.append(buffer.clear().limit((int) Math.min(left, FRAGMENT)));
    }
    file.complete();
    return file;
  }

  private void read(SpoolFile file) throws IOException {
    try (SpoolReader reader = file.read()) {
      while (reader.read(buffer.clear()) >= 0) {}
    }
  }
}
