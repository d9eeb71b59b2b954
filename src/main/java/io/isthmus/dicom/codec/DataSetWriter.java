package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes whole data sets. See {@link ElementWriter} for the form. */
public final class DataSetWriter {
  private static final int GROUP_LENGTH_ELEMENT = 12;

  private DataSetWriter() {}

  /** The bytes of a data set. */
  public static byte[] encode(DataSet dataSet, TransferSyntax syntax) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(dataSet, syntax, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused bytes", e);
    }
    return out.toByteArray();
  }

  /** The bytes of a command set: Implicit VR Little Endian, its group length set (PS3.7 6.3.1). */
  public static byte[] encodeCommand(DataSet command) {
    DataSet counted = command.toBuilder().ul(Tag.CommandGroupLength, 0).build();
    int length = encode(counted, TransferSyntax.ImplicitVRLittleEndian).length;
    return encode(
        command.toBuilder().ul(Tag.CommandGroupLength, length - GROUP_LENGTH_ELEMENT).build(),
        TransferSyntax.ImplicitVRLittleEndian);
  }

  /** Writes a data set and flushes the stream; does not close it. */
  public static void write(DataSet dataSet, TransferSyntax syntax, OutputStream out)
      throws IOException {
    ElementWriter writer = new ElementWriter(out, syntax);
    writer.write(dataSet);
    writer.finish();
  }
}
