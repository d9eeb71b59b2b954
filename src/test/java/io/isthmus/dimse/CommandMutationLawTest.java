package io.isthmus.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testpeer.Wire;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes a command set has, it is read or refused, and what was read is written and read
 * again unchanged.
 */
class CommandMutationLawTest {
  private static final long MUTATIONS = Long.getLong("isthmus.laws.mutations", 300_000);
  private static final List<byte[]> COMMANDS =
      List.of(
          Wire.command(
              Wire.ui(0x0002, "1.2.840.10008.5.1.4.1.1.2"),
              Wire.us(0x0100, 0x0001),
              Wire.us(0x0110, 7),
              Wire.us(0x0700, 0),
              Wire.us(0x0800, 1),
              Wire.ui(0x1000, "1.2.3.4"),
              Wire.element(0x1030, Wire.ascii("ISTHMUS ")),
              Wire.us(0x1031, 77)),
          Wire.command(
              Wire.us(0x0100, 0x8010),
              Wire.us(0x0120, 7),
              Wire.us(0x0800, 0x0101),
              Wire.us(0x0900, 0xFF00),
              Wire.us(0x1020, 9),
              Wire.us(0x1021, 1)),
          Wire.command(
              Wire.ui(0x0003, "1.2.840.10008.5.1.4.34.6.1"),
              Wire.us(0x0100, 0x0110),
              Wire.us(0x0110, 7),
              Wire.us(0x0800, 0x0101),
              Wire.ui(0x1001, "1.2.3.4"),
              Wire.element(0x1005, Wire.hex("74000010"))));

  @Test
  void mutatedCommandsAreReadOrRefusedAndNothingElse() {
    long seed = Long.getLong("isthmus.laws.seed", 20_261_121L);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    long read = 0;
    long refused = 0;
    for (long mutated = 0; mutated < MUTATIONS; ) {
      byte[] bytes = COMMANDS.get(random.nextInt(COMMANDS.size())).clone();
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      mutated += count;
      try {
        CommandSet command = CommandSet.read(bytes);
        DimseMessage message = MessageCodec.decode(command);
        byte[] written = MessageCodec.encode(message, command.hasDataSet()).encode();
        assertThat(MessageCodec.decode(CommandSet.read(written))).isEqualTo(message);
        read++;
      } catch (MalformedCommandException e) {
        refused++;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", after " + mutated + " mutations", e);
      }
    }
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }
}
