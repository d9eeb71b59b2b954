package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;

import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import java.util.List;

/** Small images of 16 bits, put together byte by byte. */
final class HandMadeImages {
  static final String SOP = "1.1";
  static final String URL = RecordedExchange.BASE + "/studies/1.2.3/series/1.2.3.4/instances/1.1";
  static final TransferSyntax JPEG = TransferSyntax.of("1.2.840.10008.1.2.4.70");
  static final int ROWS = 6;
  static final int COLUMNS = 5;
  static final int FRAME = ROWS * COLUMNS * 2;

  private HandMadeImages() {}

  static HandMade.Encoder described(TransferSyntax syntax, int frames) {
    HandMade.Encoder encoder = HandMade.begin(SOP, syntax);
    encoder.number(Tag.SamplesPerPixel, 1);
    encoder.text(Tag.NumberOfFrames, "IS", Integer.toString(frames));
    encoder.number(Tag.Rows, ROWS);
    encoder.number(Tag.Columns, COLUMNS);
    encoder.number(Tag.BitsAllocated, 16);
    return encoder;
  }

  static HandMade image(TransferSyntax syntax, int frames, byte[] pixels) {
    HandMade.Encoder encoder = described(syntax, frames);
    encoder.element(Tag.PixelData, "OW", pixels);
    return HandMade.made(SOP, syntax, encoder);
  }

  static HandMade packed(int frames, List<byte[]> fragments, List<Integer> offsets) {
    HandMade.Encoder encoder = described(JPEG, frames);
    encoder.fragments(fragments, offsets);
    return HandMade.made(SOP, JPEG, encoder);
  }

  /** Begins as a JPEG does. */
  static byte[] codestream(int length) {
    byte[] bytes = pixels(length, length);
    bytes[0] = (byte) 0xFF;
    bytes[1] = (byte) 0xD8;
    return bytes;
  }
}
