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
