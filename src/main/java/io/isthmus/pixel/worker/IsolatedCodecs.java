package io.isthmus.pixel.worker;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.codec.CodecProvider;
import io.isthmus.pixel.codec.FrameCodec;
import io.isthmus.pixel.codec.FrameDecoder;
import io.isthmus.pixel.codec.FrameEncoder;
import java.util.List;

/**
 * The codecs of another provider, as workers have them: here the library is only looked for, its
 * code runs there.
 */
public final class IsolatedCodecs implements CodecProvider {
  private static final long LARGEST_CODESTREAM = 2;
  private static final long HEADERS = 1 << 20;

  private final CodecProvider provider;
  private final CodecWorkers workers;

  /** The codecs of a provider that the workers' program has too. */
  public IsolatedCodecs(CodecProvider provider, CodecWorkers workers) {
    this.provider = provider;
    this.workers = workers;
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public List<FrameCodec> codecs() throws CodecException {
    return provider.codecs().stream()
        .map(codec ->
            new FrameCodec(
                codec.syntax(),
                codec.provider(),
                codec.decoder().map(decoder -> decoder(codec.syntax(), decoder)),
                codec.encoder().map(encoder -> encoder(codec.syntax(), encoder))))
        .toList();
  }

  private FrameDecoder decoder(TransferSyntax syntax, FrameDecoder decoder) {
    return new FrameDecoder() {
      @Override
      public FrameDescription decoded(FrameDescription stored) {
        return decoder.decoded(stored);
      }

      @Override
      public byte[] decode(byte[] codestream, FrameDescription stored, Deadline deadline)
          throws CodecException {
        Job job = new Job(false, syntax, stored, codestream, deadline.nanosLeft());
        byte[] frame = workers.work(job, decoded(stored).frameBytes(), deadline);
        if (frame.length != decoded(stored).frameBytes()) {
          throw new CodecException(
              CodecException.Reason.FAILED, "a worker gave " + frame.length + " bytes of a frame");
        }
        return frame;
      }
    };
  }

  private FrameEncoder encoder(TransferSyntax syntax, FrameEncoder encoder) {
    return new FrameEncoder() {
      @Override
      public boolean accepts(FrameDescription pixels) {
        return encoder.accepts(pixels);
      }

      @Override
      public FrameDescription encoded(FrameDescription pixels) {
        return encoder.encoded(pixels);
      }

      @Override
      public byte[] encode(byte[] frame, FrameDescription pixels, Deadline deadline)
          throws CodecException {
        Job job = new Job(true, syntax, pixels, frame, deadline.nanosLeft());
        return workers.work(job, LARGEST_CODESTREAM * frame.length + HEADERS, deadline);
      }
    };
  }
}
