package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes DICOM files (PS3.10 7). */
public final class Part10Writer {
  private static final int PREAMBLE = 128;
  private static final int GROUP_LENGTH_ELEMENT = 12;
  private static final byte[] PREFIX = "DICM".getBytes(StandardCharsets.US_ASCII);

  private Part10Writer() {}

  /** Preamble, prefix and group 0002, always in Explicit VR Little Endian. */
  public static byte[] header(FileMeta meta) {
    DataSetBuilder group =
        DataSet.builder()
            .ul(Tag.FileMetaInformationGroupLength, 0)
            .put(new Element.Value(Tag.FileMetaInformationVersion, Vr.OB, new byte[] {0, 1}))
            .uid(Tag.MediaStorageSOPClassUID, meta.sopClassUid())
            .uid(Tag.MediaStorageSOPInstanceUID, meta.sopInstanceUid())
            .uid(Tag.TransferSyntaxUID, meta.transferSyntax().uid())
            .uid(Tag.ImplementationClassUID, meta.implementationClassUid());
    meta.implementationVersionName()
        .ifPresent(name -> group.text(Tag.ImplementationVersionName, name));
    meta.sourceAeTitle().ifPresent(title -> group.text(Tag.SourceApplicationEntityTitle, title));
    int length = encode(group).length - GROUP_LENGTH_ELEMENT;
    byte[] elements = encode(group.ul(Tag.FileMetaInformationGroupLength, length));
    byte[] header = new byte[PREAMBLE + PREFIX.length + elements.length];
    System.arraycopy(PREFIX, 0, header, PREAMBLE, PREFIX.length);
    System.arraycopy(elements, 0, header, PREAMBLE + PREFIX.length, elements.length);
    return header;
  }

  private static byte[] encode(DataSetBuilder group) {
    return DataSetWriter.encode(group.build(), TransferSyntax.ExplicitVRLittleEndian);
  }

  /** Writes a whole file in the transfer syntax that the meta information names. */
  public static void write(FileMeta meta, DataSet dataSet, OutputStream out) throws IOException {
    out.write(header(meta));
    DataSetWriter.write(dataSet, meta.transferSyntax(), out);
  }
}
