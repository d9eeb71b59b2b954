package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import java.io.IOException;
import java.io.InputStream;

/**
 * Opens a DICOM file (PS3.10 7): reads preamble and meta information, either of which may be
 * missing, and leaves the stream at the first byte of the data set.
 */
public final class Part10Reader {
  private final FileMeta meta;
  private final DataSet group2;
  private final long dataSetOffset;
  private final InputStream in;

  private Part10Reader(FileMeta meta, DataSet group2, long dataSetOffset, InputStream in) {
    this.meta = meta;
    this.group2 = group2;
    this.dataSetOffset = dataSetOffset;
    this.in = in;
  }

  /**
   * Opens a file.
   *
   * @throws MalformedDicomException if the bytes are neither meta information nor a data set
   */
  public static Part10Reader open(InputStream file) throws IOException {
    MetaInformation group = MetaInformation.read(file);
    DataSet group2 = group.elements();
    TransferSyntax syntax =
        SyntaxProbe.probe(group2.string(Tag.TransferSyntaxUID), group.ahead(), group.end());
    FileMeta meta =
        new FileMeta(
            group2.string(Tag.MediaStorageSOPClassUID).orElse(""),
            group2.string(Tag.MediaStorageSOPInstanceUID).orElse(""),
            syntax,
            group2.string(Tag.ImplementationClassUID).orElse(""),
            group2.string(Tag.ImplementationVersionName),
            group2.string(Tag.SourceApplicationEntityTitle));
    return new Part10Reader(meta, group2, group.end(), group.rest());
  }

  /** What the meta information says; the transfer syntax is guessed where it is not stated. */
  public FileMeta meta() {
    return meta;
  }

  /** Group 0002 as it was read; empty if the file has none. */
  public DataSet fileMetaInformation() {
    return group2;
  }

  /** Where the data set begins in the file. */
  public long dataSetOffset() {
    return dataSetOffset;
  }

  /** The rest of the file: the data set, deflated if its transfer syntax is. */
  public InputStream dataSet() {
    return in;
  }

  /** Reads the whole data set. */
  public DataSet readDataSet() throws IOException {
    return DataSetReader.read(in, meta.transferSyntax());
  }
}
