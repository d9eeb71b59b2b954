package io.isthmus.pixel.codec;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.jpeg.JpegDecoder;
import io.isthmus.pixel.jpeg.LosslessEncoder;
import io.isthmus.pixel.jpegls.JpegLsDecoder;
import io.isthmus.pixel.jpegls.JpegLsEncoder;
import java.util.List;

/** The codecs written in Java, which are always there. */
public final class JavaCodecs implements CodecProvider {
  private static final String NAME = "Java";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<FrameCodec> codecs() {
    NativeCodec asIs = new NativeCodec();
    RleCodec rle = new RleCodec();
    JpegDctDecoder dct = new JpegDctDecoder();
    LosslessCodec lossless =
        new LosslessCodec(
            (codestream, stored, pixels, deadline) ->
                JpegDecoder.decode(codestream, stored, pixels, false, deadline),
            LosslessEncoder::encode);
    LosslessCodec ls = new LosslessCodec(JpegLsDecoder::decode, JpegLsEncoder::encode);
    return List.of(
        FrameCodec.both(TransferSyntax.ImplicitVRLittleEndian, NAME, asIs, asIs),
        FrameCodec.both(TransferSyntax.ExplicitVRLittleEndian, NAME, asIs, asIs),
        FrameCodec.both(
            TransferSyntax.EncapsulatedUncompressedExplicitVRLittleEndian, NAME, asIs, asIs),
        FrameCodec.both(TransferSyntax.DeflatedExplicitVRLittleEndian, NAME, asIs, asIs),
        FrameCodec.both(TransferSyntax.ExplicitVRBigEndian, NAME, asIs, asIs),
        FrameCodec.decoding(TransferSyntax.JPEGBaseline8Bit, NAME, dct),
        FrameCodec.decoding(TransferSyntax.JPEGExtended12Bit, NAME, dct),
        FrameCodec.decoding(TransferSyntax.JPEGSpectralSelectionNonHierarchical68, NAME, dct),
        FrameCodec.decoding(TransferSyntax.JPEGFullProgressionNonHierarchical1012, NAME, dct),
        FrameCodec.decoding(TransferSyntax.JPEGLossless, NAME, lossless),
        FrameCodec.both(TransferSyntax.JPEGLosslessSV1, NAME, lossless, lossless),
        FrameCodec.both(TransferSyntax.JPEGLSLossless, NAME, ls, ls),
        FrameCodec.decoding(TransferSyntax.JPEGLSNearLossless, NAME, ls),
        FrameCodec.both(TransferSyntax.RLELossless, NAME, rle, rle));
  }
}
