package io.isthmus.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.ul.ExtendedNegotiation;
import io.isthmus.ul.Octets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoPolicyTest {
  private static final ExtendedNegotiation ALL_OF_FIND =
      new ExtendedNegotiation(
          SopClass.StudyRootFind,
          Octets.of((byte) 1, (byte) 1, (byte) 1, (byte) 1, (byte) 1, (byte) 1, (byte) 1));
  private static final String RLE = TransferSyntax.RLELossless.uid();
  private static final String EXPLICIT = TransferSyntax.ExplicitVRLittleEndian.uid();

  @Test
  @Requirement("DIM-08")
  void relationalQueriesAreAcceptedAndNothingElse() {
    Octets none = Octets.of(new byte[7]);
    Octets relational =
        Octets.of((byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0);

    assertThat(new DemoPolicy(DemoOptions.DEFAULT).extended(ALL_OF_FIND)).hasValue(relational);
    assertThat(policy(Misbehaviour.NO_RELATIONAL_QUERIES).extended(ALL_OF_FIND)).hasValue(none);
  }

  @Test
  void extendedNegotiationCanBePassedOverInSilence() {
    assertThat(policy(Misbehaviour.NO_EXTENDED_NEGOTIATION).extended(ALL_OF_FIND)).isEmpty();
  }

  @Test
  void aStorageClassIsTakenInTheSyntaxThatIsProposedFirst() {
    DemoPolicy policy = new DemoPolicy(DemoOptions.DEFAULT);

    assertThat(policy.choose(SopClass.CTImageStorage, List.of("1.2.3", RLE, EXPLICIT)))
        .hasValue(RLE);
    assertThat(policy.choose(SopClass.StudyRootFind, List.of(RLE, EXPLICIT))).hasValue(EXPLICIT);
    assertThat(policy.choose(SopClass.StudyRootFind, List.of(RLE))).isEmpty();
  }

  private static DemoPolicy policy(Misbehaviour misbehaviour) {
    return new DemoPolicy(DemoOptions.DEFAULT.with(misbehaviour));
  }
}
