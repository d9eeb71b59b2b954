package io.isthmus.ul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PduWriterTest {
  @Test
  void whatWasReadIsWrittenAsItWas() throws MalformedPduException {
    for (String fixture :
        List.of(
            PduFixtures.ASSOCIATE_RJ,
            PduFixtures.TWO_VALUES,
            PduFixtures.RELEASE_RQ,
            PduFixtures.RELEASE_RP,
            PduFixtures.ABORT)) {
      assertThat(PduWriter.encode(PduReaderTest.read(fixture)))
          .isEqualTo(PduFixtures.bytes(fixture));
    }
  }

  @Test
  void aRequestIsWrittenAsInTheFixtureWithoutTheSubItemThatNobodyKnows()
      throws MalformedPduException {
    byte[] written = PduWriter.encode(PduReaderTest.read(PduFixtures.ASSOCIATE_RQ));
    byte[] fixture = PduFixtures.bytes(PduFixtures.ASSOCIATE_RQ);
    byte[] expected = Arrays.copyOf(fixture, fixture.length - 40);
    ByteBuffer.wrap(expected).putInt(2, 293 - 40).putShort(151, (short) (146 - 40));
    assertThat(HexFormat.of().formatHex(written)).isEqualTo(HexFormat.of().formatHex(expected));
  }

  @Test
  void anAcceptanceReadsBackAsItWasWritten() throws MalformedPduException {
    Pdu ac = PduReaderTest.read(PduFixtures.ASSOCIATE_AC);
    assertThat(new PduReader().read(ByteBuffer.wrap(PduWriter.encode(ac)))).isEqualTo(ac);
  }

  @Test
  void anAeTitleOfSeventeenCharactersIsRefused() {
    Pdu rq =
        new Negotiation("1.2", "V")
            .request("A".repeat(17), "B", AssociationProposal.of("1.2.3", "1.2.840.10008.1.2"));
    assertThatThrownBy(() -> PduWriter.encode(rq)).isInstanceOf(IllegalArgumentException.class);
  }
}
