package io.isthmus.ul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PduReaderTest {
  static @Nullable Pdu read(String fixture) throws MalformedPduException {
    return new PduReader().read(ByteBuffer.wrap(PduFixtures.bytes(fixture)));
  }

  @Test
  void anAssociateRequestGivesItsHeadAndContexts() throws MalformedPduException {
    Pdu.AAssociateRq rq = (Pdu.AAssociateRq) read(PduFixtures.ASSOCIATE_RQ);
    assertThat(rq.protocolVersion()).isEqualTo(1);
    assertThat(rq.calledAeTitle()).isEqualTo("PACS");
    assertThat(rq.callingAeTitle()).isEqualTo("ISTHMUS");
    assertThat(rq.reserved().at(31)).isEqualTo(0xAB);
    assertThat(rq.applicationContext()).isEqualTo(Pdu.APPLICATION_CONTEXT);
    assertThat(rq.contexts())
        .containsExactly(
            new PresentationContext(1, "1.2.840.10008.1.1", List.of("1.2.840.10008.1.2")));
  }

  @Test
  void anAssociateRequestGivesEverySubItemOfTheUserInformation() throws MalformedPduException {
    UserInformation user = ((Pdu.AAssociateRq) read(PduFixtures.ASSOCIATE_RQ)).user();
    assertThat(user)
        .isEqualTo(
            new UserInformation(
                16384,
                "1.2.3",
                "V1",
                new AsynchronousOperationsWindow(5, 1),
                List.of(new RoleSelection("1.2.4", false, true)),
                List.of(new ExtendedNegotiation("1.2.5", Octets.of((byte) 1, (byte) 0, (byte) 1))),
                List.of(new CommonExtendedNegotiation("1.2.6", "1.2.7", List.of("1.2.8"))),
                new UserIdentity(2, true, Octets.utf8("anna"), Octets.utf8("secret+")),
                null));
  }

  @Test
  void anAcceptanceIsReadLenientlyInRejectedContextsAndPadding() throws MalformedPduException {
    Pdu.AAssociateAc ac = (Pdu.AAssociateAc) read(PduFixtures.ASSOCIATE_AC);
    assertThat(ac.contexts())
        .containsExactly(
            new AnsweredContext(1, ContextResult.ACCEPTANCE, "1.2.840.10008.1.2"),
            new AnsweredContext(3, ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED, ""),
            new AnsweredContext(5, ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED, ""));
    assertThat(ac.user().maxPduLength()).isZero();
    assertThat(ac.user().implementationVersionName()).isEqualTo("VV");
    assertThat(ac.user().identityResponse()).isEqualTo(Octets.utf8("ok"));
  }

  @Test
  void theSmallPdusAreRead() throws MalformedPduException {
    assertThat(read(PduFixtures.ASSOCIATE_RJ)).isEqualTo(new Pdu.AAssociateRj(2, 3, 2));
    assertThat(read(PduFixtures.RELEASE_RQ)).isEqualTo(new Pdu.AReleaseRq());
    assertThat(read(PduFixtures.RELEASE_RP)).isEqualTo(new Pdu.AReleaseRp());
    assertThat(read(PduFixtures.ABORT)).isEqualTo(new Pdu.AAbort(2, 2));
  }

  @Test
  void valuesOfOnePduAreGivenWithTheirHeaders() throws MalformedPduException {
    Pdu.PDataTf data = (Pdu.PDataTf) read(PduFixtures.TWO_VALUES);
    assertThat(data.values())
        .containsExactly(
            new Pdv(1, true, true, hex("A1A2A3")), new Pdv(1, false, false, hex("B1B2")));
  }

  @Test
  void dataThatArriveByteByByteAreTheSameData() throws MalformedPduException {
    byte[] bytes = PduFixtures.bytes(PduFixtures.TWO_VALUES);
    PduReader reader = new PduReader();
    ByteBuffer buffer = ByteBuffer.allocate(64);
    List<String> pieces = new ArrayList<>();
    for (byte next : bytes) {
      buffer.put(next).flip();
      if (reader.read(buffer) instanceof Pdu.PDataTf data) {
        data.values().forEach(value -> pieces.add(describe(value)));
      }
      buffer.compact();
    }
    assertThat(pieces).containsExactly("1 c A1", "1 c A2", "1 c A3 last", "1 d B1", "1 d B2");
    assertThat(reader.isInsideData()).isFalse();
  }

  @Test
  void anEmptyValueStillEndsItsMessage() throws MalformedPduException {
    Pdu.PDataTf data =
        (Pdu.PDataTf) read("P-DATA-TF, empty last value | 04 00 00000006 00000002 03 02");
    assertThat(data.values()).containsExactly(new Pdv(3, false, true, ByteBuffer.allocate(0)));
  }

  @Test
  void aPduThatIsNotThereYetSaysHowMuchItNeeds() throws MalformedPduException {
    PduReader reader = new PduReader();
    byte[] bytes = PduFixtures.bytes(PduFixtures.ASSOCIATE_RQ);
    assertThat(reader.read(ByteBuffer.wrap(bytes, 0, 5))).isNull();
    assertThat(reader.needed()).isEqualTo(6);
    assertThat(reader.read(ByteBuffer.wrap(bytes, 0, 100))).isNull();
    assertThat(reader.needed()).isEqualTo(bytes.length);
  }

  @Test
  @Requirement("DIM-01")
  void aPduLongerThanTheCapIsAbortedWithInvalidParameter() {
    assertMalformed(
        "P-DATA-TF of 16 MiB + 1 | 04 00 01000001", AbortReason.INVALID_PARAMETER_VALUE);
    assertMalformed("P-DATA-TF of 4 GiB - 1 | 04 00 FFFFFFFF", AbortReason.INVALID_PARAMETER_VALUE);
  }

  @Test
  void aPduShorterThanItsKindIsInvalid() {
    assertMalformed(
        "A-ABORT of 3 bytes | 07 00 00000003 000000", AbortReason.INVALID_PARAMETER_VALUE);
    assertMalformed(
        "A-ASSOCIATE-RQ of 4 | 01 00 00000004 00010000", AbortReason.INVALID_PARAMETER_VALUE);
  }

  @Test
  void aTypeThatIsNoneOfTheSevenIsUnrecognized() {
    assertMalformed("type 8 | 08 00 00000004 00000000", AbortReason.UNRECOGNIZED_PDU);
    assertMalformed("HTTP: GET / | 474554202F20", AbortReason.UNRECOGNIZED_PDU);
  }

  @Test
  void aValueThatRunsOverItsPduIsInvalid() {
    assertMalformed(
        "value of 9 in PDU of 8 | 04 00 00000008 00000009 01 03 0000",
        AbortReason.INVALID_PARAMETER_VALUE);
    assertMalformed(
        "value of 1 | 04 00 00000008 00000001 01 03 0000", AbortReason.INVALID_PARAMETER_VALUE);
    assertMalformed(
        "PDU of 5 for a value | 04 00 00000005 00000001 01", AbortReason.INVALID_PARAMETER_VALUE);
  }

  @Test
  void anItemThatRunsOverItsParentIsInvalid() {
    byte[] bytes = PduFixtures.bytes(PduFixtures.ASSOCIATE_RQ);
    bytes[77] = 0x7F; // length of the application context
    assertThatThrownBy(() -> new PduReader().read(ByteBuffer.wrap(bytes)))
        .isInstanceOf(MalformedPduException.class);
    bytes[76] = 0x7F;
    assertThatThrownBy(() -> new PduReader().read(ByteBuffer.wrap(bytes)))
        .isInstanceOf(MalformedPduException.class);
  }

  private static void assertMalformed(String fixture, AbortReason reason) {
    assertThatThrownBy(() -> read(fixture))
        .isInstanceOfSatisfying(
            MalformedPduException.class, thrown -> assertThat(thrown.reason()).isEqualTo(reason));
  }

  private static ByteBuffer hex(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  private static String describe(Pdv value) {
    byte[] bytes = new byte[value.data().remaining()];
    value.data().get(bytes);
    String kind = value.command() ? " c " : " d ";
    String end = value.last() ? " last" : "";
    return value.contextId() + kind + HexFormat.of().withUpperCase().formatHex(bytes) + end;
  }
}
