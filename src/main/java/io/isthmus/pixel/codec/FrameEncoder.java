package io.isthmus.pixel.codec;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;

/** Makes a codestream of a frame's native pixels. Safe for any number of threads at once. */
public interface FrameEncoder {
  /** Whether pixels such as these can be encoded without changing what they mean. */
  boolean accepts(FrameDescription pixels);

  /** What the data set has to say about the encoded pixels. */
  FrameDescription encoded(FrameDescription pixels);

  /**
   * Encodes a frame.
   *
   * @param frame pixels in little endian, without padding
   * @return the codestream; where it is a fragment, padded to an even number of bytes (PS3.5 A.4)
   * @throws CodecException if it cannot be done, or not in time
   */
  byte[] encode(byte[] frame, FrameDescription pixels, Deadline deadline) throws CodecException;
}
