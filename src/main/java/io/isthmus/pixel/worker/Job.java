package io.isthmus.pixel.worker;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.FrameDescription;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * One frame for a worker, as it goes over the worker's standard input.
 *
 * @param encode into the syntax, rather than decode from it
 * @param pixels what the data set says about the frame
 * @param frame native pixels to encode, or the codestream to decode
 * @param nanos until when it has to be done, from now
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Job(
    boolean encode, TransferSyntax syntax, FrameDescription pixels, byte[] frame, long nanos) {

  /** Tables of the libraries, and what the Java virtual machine itself may yet take. */
  private static final long OWN_MEMORY = 256L << 20;

  /**
   * OpenJPEG and libjxl take up to 21 bytes for a sample of what their own encoders make by
   * default, and up to 32 where code blocks are as small as can be.
   */
  private static final long MEMORY_PER_SAMPLE = 48;

  /** A codestream is copied, and one is made in twice the room of its frame. */
  private static final long MEMORY_PER_BYTE = 3;

  /** Bytes of memory that a codec may take for it. */
  long memory() {
    return OWN_MEMORY + MEMORY_PER_SAMPLE * pixels.samples() + MEMORY_PER_BYTE * frame.length;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeBoolean(encode);
    out.writeUTF(syntax.uid());
    out.writeInt(pixels.rows());
    out.writeInt(pixels.columns());
    out.writeInt(pixels.samplesPerPixel());
    out.writeInt(pixels.bitsAllocated());
    out.writeInt(pixels.bitsStored());
    out.writeInt(pixels.highBit());
    out.writeBoolean(pixels.signed());
    out.writeUTF(pixels.photometricInterpretation());
    out.writeBoolean(pixels.byPlane());
    out.writeLong(nanos);
    out.writeInt(frame.length);
    out.write(frame);
    out.flush();
  }

  /**
   * Waits for the next job.
   *
   * @throws java.io.EOFException when there will be none
   */
  static Job read(DataInputStream in) throws IOException {
    boolean encode = in.readBoolean();
    TransferSyntax syntax = TransferSyntax.of(in.readUTF());
    FrameDescription pixels =
        new FrameDescription(
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readBoolean(),
            in.readUTF(),
            in.readBoolean());
    long nanos = in.readLong();
    byte[] frame = new byte[in.readInt()];
    in.readFully(frame);
    return new Job(encode, syntax, pixels, frame, nanos);
  }
}
