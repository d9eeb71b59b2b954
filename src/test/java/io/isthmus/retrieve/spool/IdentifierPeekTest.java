package io.isthmus.retrieve.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Requirement("DIM-26")
class IdentifierPeekTest {
  private static final String SOP = "1.2.3.4.5";
  private static final InstanceIdentifiers EXPECTED =
      new InstanceIdentifiers(Optional.of(HandMade.CT), SOP, HandMade.STUDY, HandMade.SERIES);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.840.10008.1.2",
        "1.2.840.10008.1.2.1",
        "1.2.840.10008.1.2.1.99",
        "1.2.840.10008.1.2.2",
        "1.2.840.10008.1.2.4.50"
      })
  void identifiersAreFoundInEveryTransferSyntaxAndForAnyCut(String syntax) throws IOException {
    HandMade instance = HandMade.instance(SOP, TransferSyntax.of(syntax), HandMade.pixels(5000, 1));
    for (int fragment : new int[] {1, 2, 7, 64, 100_000}) {
      assertThat(peek(instance, fragment)).as("fragments of %d", fragment).isEqualTo(EXPECTED);
    }
  }

  @Test
  void identifiersAreKnownBeforeThePixelsCome() throws IOException {
    HandMade instance = HandMade.instance(SOP, HandMade.pixels(5000, 1));
    IdentifierPeek peek = new IdentifierPeek(instance.syntax());

    assertThat(peek.look(ByteBuffer.wrap(instance.bytes(), 0, 200))).contains(EXPECTED);
  }

  @Test
  void theFragmentIsLeftAsItIs() throws IOException {
    HandMade instance = HandMade.instance(SOP, HandMade.pixels(10, 1));
    ByteBuffer fragment = ByteBuffer.wrap(instance.bytes());

    new IdentifierPeek(instance.syntax()).look(fragment);

    assertThat(fragment.remaining()).isEqualTo(instance.bytes().length);
  }

  @Test
  void identifiersInsideOfSequencesAreNotTheInstances() throws IOException {
    HandMade.Encoder encoder = new HandMade.Encoder(TransferSyntax.ExplicitVRLittleEndian);
    encoder.uid(Tag.SOPClassUID, HandMade.CT);
    encoder.uid(Tag.SOPInstanceUID, SOP);
    encoder.header(0x00081115, "SQ", -1);
    encoder.item(0xFFFEE000, -1);
    encoder.uid(Tag.StudyInstanceUID, "9.9");
    encoder.uid(Tag.SeriesInstanceUID, "9.9.9");
    encoder.item(0xFFFEE00D, 0);
    encoder.item(0xFFFEE0DD, 0);
    encoder.uid(Tag.StudyInstanceUID, HandMade.STUDY);
    encoder.uid(Tag.SeriesInstanceUID, HandMade.SERIES);
    encoder.element(Tag.PixelData, "OW", new byte[100]);
    IdentifierPeek peek = new IdentifierPeek(TransferSyntax.ExplicitVRLittleEndian);

    assertThat(peek.look(ByteBuffer.wrap(encoder.bytes()))).contains(EXPECTED);
  }

  @Test
  void aMissingClassIsNoFault() throws IOException {
    HandMade.Encoder encoder = new HandMade.Encoder(TransferSyntax.ExplicitVRLittleEndian);
    encoder.uid(Tag.SOPInstanceUID, SOP);
    encoder.uid(Tag.StudyInstanceUID, HandMade.STUDY);
    encoder.uid(Tag.SeriesInstanceUID, HandMade.SERIES);
    encoder.element(Tag.PixelData, "OW", new byte[100]);
    IdentifierPeek peek = new IdentifierPeek(TransferSyntax.ExplicitVRLittleEndian);

    assertThat(peek.look(ByteBuffer.wrap(encoder.bytes())).orElseThrow().sopClassUid()).isEmpty();
  }

  @Test
  void aDataSetWithoutItsStudyIsRefusedAtItsFirstLaterElement() throws IOException {
    HandMade.Encoder encoder = new HandMade.Encoder(TransferSyntax.ExplicitVRLittleEndian);
    encoder.uid(Tag.SOPInstanceUID, SOP);
    encoder.uid(Tag.SeriesInstanceUID, HandMade.SERIES);
    encoder.element(Tag.PixelData, "OW", new byte[100]);
    IdentifierPeek peek = new IdentifierPeek(TransferSyntax.ExplicitVRLittleEndian);

    assertThatThrownBy(() -> peek.look(ByteBuffer.wrap(encoder.bytes())))
        .isInstanceOf(MalformedDicomException.class)
        .hasMessageContaining("(0020,000D)");
  }

  @Test
  void aDataSetThatEndsTooEarlyIsRefusedAtItsEnd() throws IOException {
    HandMade.Encoder encoder = new HandMade.Encoder(TransferSyntax.ExplicitVRLittleEndian);
    encoder.uid(Tag.SOPInstanceUID, SOP);
    IdentifierPeek peek = new IdentifierPeek(TransferSyntax.ExplicitVRLittleEndian);

    assertThat(peek.look(ByteBuffer.wrap(encoder.bytes()))).isEmpty();
    assertThatThrownBy(peek::end).isInstanceOf(MalformedDicomException.class);
  }

  private static InstanceIdentifiers peek(HandMade instance, int fragment) throws IOException {
    IdentifierPeek peek = new IdentifierPeek(instance.syntax());
    byte[] bytes = instance.bytes();
    for (int at = 0; at < bytes.length; at += fragment) {
      Optional<InstanceIdentifiers> found =
          peek.look(ByteBuffer.wrap(bytes, at, Math.min(fragment, bytes.length - at)));
      if (found.isPresent()) {
        return found.get();
      }
    }
    return peek.end();
  }
}
