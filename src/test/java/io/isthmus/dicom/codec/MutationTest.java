package io.isthmus.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.json.DicomJsonWriter;
import io.isthmus.dicom.json.JsonOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/**
 * Damaged bytes: nothing but a refusal, or a data set that can be written as JSON. The property
 * {@code isthmus.laws.mutations} says how many inputs are tried.
 */
class MutationTest {
  private static final int COUNT = Integer.getInteger("isthmus.laws.mutations", 100_000);

  /** Bytes allocated for each byte of input, and for any input: the windows and buffers. */
  private static final long MULTIPLE = 64;

  private static final long BASE = 512 * 1024;

  private static final JsonOptions EVERYWHERE =
      JsonOptions.DEFAULT.withBulkData(1 << 16, (path, element) -> "bulk/" + path);

  @Test
  void damagedBytesAreRefusedOrReadInMemoryBoundedByTheirSize() throws IOException {
    List<TransferSyntax> syntaxes = CodecLawsTest.syntaxes().toList();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] bytes = new byte[0];
    long refused = 0;
    for (int seed = 0; seed < COUNT; seed++) {
      TransferSyntax syntax = syntaxes.get(seed / 16 % syntaxes.size());
      Random random = new Random(seed);
      if (seed % 16 == 0) {
        bytes = DataSetWriter.encode(new RandomDataSets(random, syntax).next(), syntax);
      }
      byte[] damaged = damage(bytes, random);
      long before = threads.getCurrentThreadAllocatedBytes();
      refused += read(damaged, syntax, seed) ? 0 : 1;
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;

      long size = syntax.deflated() ? inflated(damaged) : damaged.length;
      if (allocated > MULTIPLE * size + BASE) {
        fail("seed %d: %d bytes allocated for %d".formatted(seed, allocated, size));
      }
    }
    assertThat(refused).isBetween(COUNT / 20L, COUNT - COUNT / 20L);
  }

  /** Bytes that come out before the stream ends or breaks. */
  private static long inflated(byte[] damaged) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(damaged);
      byte[] piece = new byte[4096];
      long size = damaged.length;
      int more = inflater.inflate(piece);
      while (more > 0) {
        size += more;
        more = inflater.inflate(piece);
      }
      return size;
    } catch (DataFormatException e) {
      return damaged.length + inflater.getBytesWritten();
    } finally {
      inflater.end();
    }
  }

  private static boolean read(byte[] damaged, TransferSyntax syntax, int seed) {
    try {
      DicomJsonWriter writer = new DicomJsonWriter(OutputStream.nullOutputStream(), EVERYWHERE);
      writer.write(
          seed % 2 == 0
              ? DataSetReader.read(damaged, syntax)
              : DataSetReader.read(new ByteArrayInputStream(damaged), syntax));
      return true;
    } catch (MalformedDicomException e) {
      return false;
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError("seed " + seed + " " + syntax, e);
    }
  }

  private static byte[] damage(byte[] bytes, Random random) {
    byte[] damaged =
        random.nextInt(4) == 0
            ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))
            : bytes.clone();
    for (int i = random.nextInt(8); i > 0 && damaged.length > 0; i--) {
      int at = random.nextInt(Math.min(damaged.length, 400));
      damaged[at] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
    }
    return damaged;
  }
}
