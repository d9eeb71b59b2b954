package io.isthmus.pixel.jpeg2000;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.codec.CodecProvider;
import io.isthmus.pixel.codec.FrameCodec;
import java.util.List;

/** JPEG 2000 in all its forms, where OpenJPEG is installed. */
public final class OpenJpegCodecs implements CodecProvider {
  private static final String NAME = "OpenJPEG";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<FrameCodec> codecs() throws CodecException {
    OpenJpeg library = new OpenJpeg();
    OpenJpegDecoder decoder = new OpenJpegDecoder(library);
    OpenJpegEncoder encoder = new OpenJpegEncoder(library);
    return List.of(
        FrameCodec.both(TransferSyntax.JPEG2000Lossless, NAME, decoder, encoder),
        FrameCodec.decoding(TransferSyntax.JPEG2000, NAME, decoder),
        FrameCodec.decoding(TransferSyntax.HTJ2KLossless, NAME, decoder),
        FrameCodec.decoding(TransferSyntax.HTJ2KLosslessRPCL, NAME, decoder),
        FrameCodec.decoding(TransferSyntax.HTJ2K, NAME, decoder));
  }
}
