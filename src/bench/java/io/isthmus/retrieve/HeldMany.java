package io.isthmus.retrieve;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.spool.InstanceIdentifiers;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.KeptFile;
import io.isthmus.retrieve.spool.SpoolFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How much heap and time instances cost that are held. Arguments: how many, in studies of how many,
 * and of how many files are made on disk too, whose cost is measured by itself.
 */
public final class HeldMany {
  private static final String ROOT = "1.2.826.0.1.3680043.10.99.20261121.120000.";

  private HeldMany() {}

  public static void main(String[] arguments) throws IOException {
    int count = Integer.parseInt(arguments[0]);
    int each = Integer.parseInt(arguments[1]);
    Path root = Files.createTempDirectory("held-many");
    try (InstanceSpool spool =
        InstanceSpool.open(
            new InstanceSpool.Options(root, 600L * count, Duration.ZERO))) {
      files(spool, Integer.parseInt(arguments[2]));
      Holdings holdings = new Holdings(spool, RetrieveOptions.DEFAULT, Clock.systemUTC());
      long before = heap();
      long begin = System.nanoTime();
      for (int i = 0; i < count; i++) {
        hold(holdings, spool, i, each);
      }
      row("held, each", (System.nanoTime() - begin) / 1e3 / count, "us");
      row("heap, each", (heap() - before) / (double) count, "bytes");
      row("heap in all", heap() / 1e6, "MB");
      begin = System.nanoTime();
      holdings.reclaim(1);
      row("making room for one byte", (System.nanoTime() - begin) / 1e6, "ms");
      begin = System.nanoTime();
      for (int i = 0; i < 1000; i++) {
        holdings.idleBytes();
      }
      row("idle bytes, for metrics", (System.nanoTime() - begin) / 1e6 / 1000, "ms");
    }
    Files.delete(root);
  }

  private static void files(InstanceSpool spool, int count) throws IOException {
    SpoolFile[] files = new SpoolFile[count];
    ByteBuffer bytes = ByteBuffer.allocateDirect(600);
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      files[i] = spool.create();
      files[i].append(bytes.clear());
      files[i].complete();
    }
    row("a file of 600 bytes made", (System.nanoTime() - begin) / 1e3 / count, "us");
    begin = System.nanoTime();
    for (SpoolFile file : files) {
      try (var reader = file.read()) {
        reader.read(bytes.clear());
      }
    }
    row("opened, read and closed", (System.nanoTime() - begin) / 1e3 / count, "us");
    begin = System.nanoTime();
    for (SpoolFile file : files) {
      file.release();
    }
    row("removed", (System.nanoTime() - begin) / 1e3 / count, "us");
  }

  /** Of an own String each, as they come from the wire. */
  private static void hold(Holdings holdings, InstanceSpool spool, int number, int each) {
    String study = ROOT + number / each;
    String series = study + "." + number % each / 100;
    String instance = series + "." + (1_000_000 + number);
    StudyHolding holding = holdings.study("main", study);
    SpoolFile file = spool.completed(new KeptFile(number + 1, 600, 0));
    IncomingInstance incoming =
        new IncomingInstance(
            new String("1.2.840.10008.5.1.4.1.1.2"),
            new InstanceIdentifiers(Optional.empty(), instance, study, series),
            TransferSyntax.ExplicitVRLittleEndian,
            file);
    holdings.unpin(holdings.hold(holding, 0, incoming, StudyFacts.identity(DataSet.EMPTY), 600).orElseThrow());
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void row(String what, double figure, String unit) {
    System.out.printf(Locale.ROOT, "| %s | %.2f %s |%n", what, figure, unit);
  }
}
