package io.isthmus.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.spool.InstanceIdentifiers;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.KeptFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part of {@code HeldMany}, which holds a million. */
class HeldHeapTest {
  private static final int COUNT = 200_000;
  private static final int SERIES = 100;
  private static final int SIZE = 600;
  private static final String ROOT = "1.2.826.0.1.3680043.10.99.20261121.120000.123456.";

  @TempDir Path root;

  @Test
  void anInstanceThatIsHeldTakesAtMost200BytesOfHeap() throws IOException {
    try (InstanceSpool spool =
        InstanceSpool.open(new InstanceSpool.Options(root, (long) SIZE * COUNT, Duration.ZERO))) {
      Holdings holdings = new Holdings(spool, RetrieveOptions.DEFAULT, Clock.systemUTC());
      long before = heap();
      for (int i = 0; i < COUNT; i++) {
        hold(holdings, spool, i);
      }
      assertThat((heap() - before) / COUNT).isLessThanOrEqualTo(200L);
      assertThat(holdings.idleBytes()).isEqualTo((long) SIZE * COUNT);
    }
  }

  private static void hold(Holdings holdings, InstanceSpool spool, int number) {
    String study = ROOT + number / SERIES;
    String uid = study + ".1." + (1_000_000 + number);
    IncomingInstance incoming =
        new IncomingInstance(
            "1.2.840.10008.5.1.4.1.1.2",
            new InstanceIdentifiers(Optional.empty(), uid, study, study + ".1"),
            TransferSyntax.ExplicitVRLittleEndian,
            spool.completed(new KeptFile(number + 1, SIZE, 0)));
    holdings.unpin(
        holdings
            .hold(
                holdings.study("main", study),
                0,
                incoming,
                StudyFacts.identity(DataSet.EMPTY),
                SIZE)
            .orElseThrow());
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
