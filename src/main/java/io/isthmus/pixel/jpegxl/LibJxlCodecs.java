package io.isthmus.pixel.jpegxl;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.codec.CodecProvider;
import io.isthmus.pixel.codec.FrameCodec;
import java.util.List;

/** JPEG XL, where libjxl is installed. */
public final class LibJxlCodecs implements CodecProvider {
  private static final String NAME = "libjxl";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<FrameCodec> codecs() throws CodecException {
    LibJxl library = new LibJxl();
    return List.of(
        FrameCodec.decoding(TransferSyntax.JPEGXLLossless, NAME, new LibJxlDecoder(library, false)),
        FrameCodec.decoding(
            TransferSyntax.JPEGXLJPEGRecompression, NAME, new LibJxlDecoder(library, true)),
        FrameCodec.decoding(TransferSyntax.JPEGXL, NAME, new LibJxlDecoder(library, true)));
  }
}
