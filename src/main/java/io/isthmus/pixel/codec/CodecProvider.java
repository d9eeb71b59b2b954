package io.isthmus.pixel.codec;

import io.isthmus.pixel.CodecException;
import java.util.List;

/** Where codecs come from: Java, or a library that may be absent. */
public interface CodecProvider {
  /** What people call it. */
  String name();

  /**
   * What it can do on this machine.
   *
   * @throws CodecException if it is not there or not as it should be, in words for the operator
   */
  List<FrameCodec> codecs() throws CodecException;
}
