package io.isthmus.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.testpeer.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandSetTest {
  /** A C-ECHO-RQ by hand (PS3.7 9.3.5.1), element by element. */
  private static final byte[] ECHO_RQ =
      Wire.join(
          Wire.hex("0000 0000 04000000 38000000"), // group length 56
          Wire.hex("0000 0200 12000000 312E322E3834302E31303030382E312E3100"), // 1.2.840.10008.1.1
          Wire.hex("0000 0001 02000000 3000"), // command field 0030H
          Wire.hex("0000 1001 02000000 0700"), // message id 7
          Wire.hex("0000 0008 02000000 0101")); // no data set

  @Test
  void aMessageIsWrittenAsTheStandardHasIt() {
    byte[] written =
        MessageCodec.encode(new DimseMessage.CEchoRq(7, "1.2.840.10008.1.1"), false).encode();
    assertThat(written).isEqualTo(ECHO_RQ);
  }

  @Test
  void aMessageIsReadFromTheBytesOfTheStandard() throws MalformedCommandException {
    CommandSet command = CommandSet.read(ECHO_RQ);
    assertThat(command.hasDataSet()).isFalse();
    assertThat(MessageCodec.decode(command))
        .isEqualTo(new DimseMessage.CEchoRq(7, "1.2.840.10008.1.1"));
  }

  @Test
  void anyDataSetTypeButOneSaysThatADataSetFollows() throws MalformedCommandException {
    for (int type : new int[] {0x0000, 0x0001, 0x0102, 0xFEFE}) {
      assertThat(CommandSet.read(Wire.command(Wire.us(0x0800, type))).hasDataSet()).isTrue();
    }
    assertThat(CommandSet.read(Wire.command(Wire.us(0x0800, 0x0101))).hasDataSet()).isFalse();
  }

  @Test
  void everyMessageReadsBackAsItWasWritten() throws MalformedCommandException {
    SubOperationCounts counts = new SubOperationCounts(1, 2, 3, 4);
    DimseStatus failed = new DimseStatus(0xC001, "it went wrong");
    for (DimseMessage message :
        List.of(
            new DimseMessage.CEchoRsp(1, "1.2", DimseStatus.SUCCESS),
            new DimseMessage.CFindRq(2, "1.2.3", Priority.MEDIUM),
            new DimseMessage.CFindRsp(3, "1.2.3", DimseStatus.PENDING),
            new DimseMessage.CGetRq(4, "1.2.3", Priority.HIGH),
            new DimseMessage.CGetRsp(5, "1.2.3", failed, counts),
            new DimseMessage.CMoveRq(0xFFFF, "1.2.3", Priority.LOW, "DEST"),
            new DimseMessage.CMoveRsp(7, "1.2.3", failed, SubOperationCounts.UNKNOWN),
            new DimseMessage.CStoreRq(8, "1.2.3", "1.2.3.4", Priority.MEDIUM, null, null),
            new DimseMessage.CStoreRq(8, "1.2.3", "1.2.3.4", Priority.MEDIUM, "ME", 0xABCD),
            new DimseMessage.CStoreRsp(9, "1.2.3", "1.2.3.4", failed),
            new DimseMessage.CCancelRq(10))) {
      assertThat(readBack(message)).isEqualTo(message);
    }
  }

  @Test
  void everyNormalizedMessageReadsBackAsItWasWritten() throws MalformedCommandException {
    for (NormalizedService service : NormalizedService.values()) {
      Integer type =
          service == NormalizedService.N_ACTION || service == NormalizedService.N_EVENT_REPORT
              ? 3
              : null;
      List<Integer> attributes =
          service == NormalizedService.N_GET ? List.of(0x00741000, 0x00404041) : List.of();
      DimseMessage request =
          new DimseMessage.NormalizedRq(service, 11, "1.2.3", "1.2.3.4", type, attributes);
      assertThat(readBack(request)).isEqualTo(request);
      DimseMessage response =
          new DimseMessage.NormalizedRsp(service, 11, "1.2.3", null, type, DimseStatus.of(0x0107));
      assertThat(readBack(response)).isEqualTo(response);
    }
  }

  private static DimseMessage readBack(DimseMessage message) throws MalformedCommandException {
    return MessageCodec.decode(CommandSet.read(MessageCodec.encode(message, true).encode()));
  }

  @Test
  void requestsOfNormalizedServicesNameTheirObjectAsTheStandardHasIt()
      throws MalformedCommandException {
    CommandSet set =
        CommandSet.read(
            MessageCodec.encode(
                    new DimseMessage.NormalizedRq(
                        NormalizedService.N_SET, 1, "1.2.3", "1.2.3.4", null, List.of()),
                    true)
                .encode());
    assertThat(set.text(CommandSet.RequestedSOPInstanceUID)).isEqualTo("1.2.3.4");
    assertThat(set.contains(CommandSet.AffectedSOPClassUID)).isFalse();
    CommandSet create =
        MessageCodec.encode(
            new DimseMessage.NormalizedRq(
                NormalizedService.N_CREATE, 1, "1.2.3", null, null, List.of()),
            true);
    assertThat(create.text(CommandSet.AffectedSOPClassUID)).isEqualTo("1.2.3");
    assertThat(create.contains(CommandSet.AffectedSOPInstanceUID)).isFalse();
  }

  @Test
  void aCommandWithoutItsFieldIdOrStatusIsMalformed() {
    byte[] field = Wire.us(0x0100, 0x8020);
    byte[] id = Wire.us(0x0120, 1);
    for (byte[] bytes :
        List.of(
            Wire.command(),
            Wire.command(Wire.us(0x0100, 0x0020)),
            Wire.command(field),
            Wire.command(field, id),
            Wire.command(Wire.us(0x0100, 0x0777), Wire.us(0x0110, 1)))) {
      assertThatThrownBy(() -> MessageCodec.decode(CommandSet.read(bytes)))
          .isInstanceOf(MalformedCommandException.class);
    }
  }

  @Test
  void anElementThatRunsOverTheEndIsMalformed() {
    for (String bytes :
        List.of("0000 0001 04000000 3000", "0000 0001 FFFFFFFF 3000", "0000 0001 0200")) {
      assertThatThrownBy(() -> CommandSet.read(Wire.hex(bytes)))
          .isInstanceOf(MalformedCommandException.class);
    }
  }
}
