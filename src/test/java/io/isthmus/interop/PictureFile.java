package io.isthmus.interop;

import io.isthmus.dicom.codec.DataSetWriter;
import io.isthmus.dicom.codec.FileMeta;
import io.isthmus.dicom.codec.Part10Writer;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import io.isthmus.pixel.FrameDescription;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Writes a made picture of one frame as a DICOM file that other programs read. */
final class PictureFile {
  private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
  private static final String UID = "2.25.1234567890";

  private PictureFile() {}

  /**
   * Writes a file.
   *
   * @param frame native pixels, or the codestream where the syntax is an encapsulated one
   */
  static Path write(Path file, TransferSyntax syntax, FrameDescription pixels, byte[] frame)
      throws IOException {
    DataSetBuilder image =
        DataSet.builder()
            .uid(Tag.SOPClassUID, SECONDARY_CAPTURE)
            .uid(Tag.SOPInstanceUID, UID + ".1")
            .uid(Tag.StudyInstanceUID, UID + ".2")
            .uid(Tag.SeriesInstanceUID, UID + ".3")
            .us(Tag.SamplesPerPixel, pixels.samplesPerPixel())
            .text(Tag.PhotometricInterpretation, pixels.photometricInterpretation())
            .us(Tag.Rows, pixels.rows())
            .us(Tag.Columns, pixels.columns())
            .us(Tag.BitsAllocated, pixels.bitsAllocated())
            .us(Tag.BitsStored, pixels.bitsStored())
            .us(Tag.HighBit, pixels.highBit())
            .us(Tag.PixelRepresentation, pixels.signed() ? 1 : 0);
    if (pixels.samplesPerPixel() > 1) {
      image.us(Tag.PlanarConfiguration, pixels.byPlane() ? 1 : 0);
    }
    byte[] even = Arrays.copyOf(frame, frame.length + frame.length % 2);
    image.put(
        syntax.encapsulated()
            ? new Element.Fragments(Tag.PixelData, Vr.OB, List.of(new byte[0], even))
            : new Element.Value(Tag.PixelData, Vr.OW, even));
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(Part10Writer.header(new FileMeta(SECONDARY_CAPTURE, UID + ".1", syntax)));
      DataSetWriter.write(image.build(), syntax, out);
    }
    return file;
  }
}
