package io.isthmus.pixel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameCodecsTest {
  private static final TransferSyntax SYNTAX = TransferSyntax.JPEG2000Lossless;

  @Test
  void aProviderThatIsNotThereIsNotedAndLeftOut() {
    FrameCodecs codecs =
        FrameCodecs.probe(
            List.of(
                failing(new CodecException(Reason.FAILED, "libopenjp2 is not installed")),
                failing(new UnsatisfiedLinkError("symbol not found")),
                failing(new IllegalStateException("a fault")),
                new JavaCodecs()),
            1_000);
    assertThat(codecs.decoder(SYNTAX)).isEmpty();
    assertThat(codecs.decoder(TransferSyntax.RLELossless)).isPresent();
    assertThat(codecs.absences())
        .containsExactly("C: libopenjp2 is not installed", "C: symbol not found", "C: a fault");
  }

  @Test
  void theFirstProviderOfEachDirectionCounts() {
    NativeCodec first = new NativeCodec();
    NativeCodec second = new NativeCodec();
    FrameCodecs codecs =
        FrameCodecs.probe(
            List.of(
                providing(FrameCodec.decoding(SYNTAX, "A", first)),
                providing(FrameCodec.both(SYNTAX, "B", second, second)),
                providing(FrameCodec.both(SYNTAX, "C", first, first))),
            1_000);
    assertThat(codecs.table()).hasSize(1);
    FrameCodec row = codecs.table().getFirst();
    assertThat(row.decoder()).containsSame(first);
    assertThat(row.encoder()).containsSame(second);
    assertThat(row.provider()).isEqualTo("A, B");
  }

  @Test
  void aLibraryThatEncodesWhatAnotherOnlyDecodesAddsThat() {
    TransferSyntax highThroughput = TransferSyntax.HTJ2KLossless;
    NativeCodec codec = new NativeCodec();
    CodecProvider decoding = providing(FrameCodec.decoding(highThroughput, "OpenJPEG", codec));
    CodecProvider encoding =
        providing(new FrameCodec(highThroughput, "another", Optional.empty(), Optional.of(codec)));

    FrameCodecs alone = FrameCodecs.probe(List.of(decoding), 1_000);
    FrameCodecs both = FrameCodecs.probe(List.of(decoding, encoding), 1_000);

    assertThat(alone.encoder(highThroughput)).isEmpty();
    assertThat(new Transcoder(alone, System::nanoTime).targets()).doesNotContain(highThroughput);
    assertThat(both.decoder(highThroughput)).isPresent();
    assertThat(both.encoder(highThroughput)).containsSame(codec);
    assertThat(both.table().getFirst().provider()).isEqualTo("OpenJPEG, another");
    assertThat(new Transcoder(both, System::nanoTime).targets()).contains(highThroughput);
  }

  private static CodecProvider providing(FrameCodec codec) {
    return new CodecProvider() {
      @Override
      public String name() {
        return codec.provider();
      }

      @Override
      public List<FrameCodec> codecs() {
        return List.of(codec);
      }
    };
  }

  private static CodecProvider failing(Throwable fault) {
    return new CodecProvider() {
      @Override
      public String name() {
        return "C";
      }

      @Override
      public List<FrameCodec> codecs() throws CodecException {
        switch (fault) {
          case CodecException e -> throw e;
          case Error e -> throw e;
          default -> throw (RuntimeException) fault;
        }
      }
    };
  }
}
