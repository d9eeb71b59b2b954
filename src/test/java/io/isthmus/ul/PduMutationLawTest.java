package io.isthmus.ul;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes come, the reader gives PDUs, asks for more, or says that they are malformed: no
 * other exception, no standstill, no more memory than the bytes themselves. And what it gives can
 * be written and read again unchanged. {@code -Disthmus.laws.mutations=N} sets the number of
 * mutated bytes.
 */
class PduMutationLawTest {
  private static final long MUTATIONS = Long.getLong("isthmus.laws.mutations", 800_000);
  private static final List<String> FIXTURES =
      List.of(
          PduFixtures.ASSOCIATE_RQ,
          PduFixtures.ASSOCIATE_AC,
          PduFixtures.ASSOCIATE_RJ,
          PduFixtures.TWO_VALUES,
          PduFixtures.RELEASE_RQ,
          PduFixtures.ABORT);

  private long malformed;
  private long read;

  @Test
  void mutatedBytesAreReadOrRefusedAndNothingElse() {
    long seed = Long.getLong("isthmus.laws.seed", 20_261_121L);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<byte[]> originals = FIXTURES.stream().map(PduFixtures::bytes).toList();
    long mutated = 0;
    while (mutated < MUTATIONS) {
      byte[] bytes = originals.get(random.nextInt(originals.size())).clone();
      int count = 1 + random.nextInt(8);
      for (int i = 0; i < count; i++) {
        bytes[random.nextInt(bytes.length)] = value(random);
      }
      mutated += count;
      try {
        check(bytes, random);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", after " + mutated + " mutations", e);
      }
    }
    assertThat(malformed).isPositive();
    assertThat(read).isPositive();
  }

  /** Bytes at the edges of ranges break more than others. */
  private static byte value(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> (byte) 0xFF;
      case 2 -> (byte) random.nextInt(8);
      default -> (byte) random.nextInt(256);
    };
  }

  private void check(byte[] bytes, RandomGenerator random) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    in.limit(random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length);
    PduReader reader = new PduReader();
    try {
      int before = in.remaining();
      for (Pdu pdu = reader.read(in); pdu != null; pdu = next(reader, in)) {
        assertThat(in.remaining()).isLessThan(before);
        before = in.remaining();
        roundTrip(pdu);
        read++;
      }
      assertThat(reader.needed()).isBetween(1, PduReader.MAX_LENGTH + Pdu.HEADER_LENGTH);
      assertThat(reader.needed()).isGreaterThan(in.remaining());
    } catch (MalformedPduException e) {
      malformed++;
    }
  }

  private static @Nullable Pdu next(PduReader reader, ByteBuffer in) throws MalformedPduException {
    return reader.read(in);
  }

  /** What stands in no field of a record is lost once, and then nothing more is. */
  private static void roundTrip(Pdu pdu) throws MalformedPduException {
    byte[] written = PduWriter.encode(pdu);
    PduReader reader = new PduReader();
    Pdu again = reader.read(ByteBuffer.wrap(written));
    assertThat(again).isEqualTo(pdu);
  }
}
