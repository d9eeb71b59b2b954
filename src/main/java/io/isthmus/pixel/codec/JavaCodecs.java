package io.isthmus.pixel.codec;

import io.isthmus.dicom.data.TransferSyntax;
import java.util.List;
import java.util.stream.Stream;

/** The codecs written in Java, which are always there. */
public final class JavaCodecs implements CodecProvider {
  private static final String NAME = "Java";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<FrameCodec> codecs() {
    return Stream.of(
            TransferSyntax.ImplicitVRLittleEndian,
            TransferSyntax.ExplicitVRLittleEndian,
            TransferSyntax.EncapsulatedUncompressedExplicitVRLittleEndian,
            TransferSyntax.DeflatedExplicitVRLittleEndian,
            TransferSyntax.ExplicitVRBigEndian)
        .map(syntax -> FrameCodec.both(syntax, NAME, new NativeCodec(), new NativeCodec()))
        .toList();
  }
}
