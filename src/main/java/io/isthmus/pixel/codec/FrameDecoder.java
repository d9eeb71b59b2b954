package io.isthmus.pixel.codec;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;

/** Makes native pixels of a frame's codestream. Safe for any number of threads at once. */
public interface FrameDecoder {
  /**
   * What the decoded pixels are: depends on the data set alone, so that the attributes can be
   * written before the first frame is decoded.
   *
   * @param stored what the data set says about the encoded pixels
   */
  FrameDescription decoded(FrameDescription stored);

  /**
   * Decodes a frame.
   *
   * @param codestream the whole frame, its fragments joined; may end with padding
   * @param stored what the data set says; the codestream's own header is held against it before
   *     anything is allocated
   * @return the pixels as {@link #decoded} describes them, in little endian, without padding:
   *     {@link FrameDescription#frameBytes} bytes
   * @throws CodecException if it cannot be done, or not in time
   */
  byte[] decode(byte[] codestream, FrameDescription stored, Deadline deadline)
      throws CodecException;
}
