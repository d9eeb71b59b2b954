package io.isthmus.demo.data;

import io.isthmus.demo.picture.Picture;
import io.isthmus.dicom.codec.DataSetWriter;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;

/**
 * One object of the demo archive. The header is held; pixels are made each time they are read, and
 * are the same each time. Immutable.
 *
 * @param header the data set without Pixel Data
 * @param transferSyntax how {@link #open} encodes it: native, or RLE Lossless
 */
public record DemoInstance(
    DataSet header, TransferSyntax transferSyntax, Optional<Picture> picture) {

  public String sopClassUid() {
    return header.string(Tag.SOPClassUID).orElseThrow();
  }

  public String sopInstanceUid() {
    return header.string(Tag.SOPInstanceUID).orElseThrow();
  }

  public String seriesInstanceUid() {
    return header.string(Tag.SeriesInstanceUID).orElseThrow();
  }

  public String studyInstanceUid() {
    return header.string(Tag.StudyInstanceUID).orElseThrow();
  }

  /** The data set in its transfer syntax, without File Meta Information. */
  public InputStream open() {
    return open(transferSyntax);
  }

  /** The data set in another native transfer syntax, or in that in which it is stored. */
  public InputStream open(TransferSyntax syntax) {
    byte[] bytes = DataSetWriter.encode(header, syntax);
    return picture
        .<InputStream>map(pixels -> new PixelStream(bytes, syntax, pixels))
        .orElseGet(() -> new ByteArrayInputStream(bytes));
  }
}
