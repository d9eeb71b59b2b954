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

  /** Of 4 x 4 pixels of 8 bits each. */
  static HandMade picture(String sop, TransferSyntax syntax, byte[]... frames) {
    HandMade.Encoder encoder = HandMade.begin(sop, syntax);
    encoder.number(Tag.SamplesPerPixel, 1);
    encoder.text(Tag.PhotometricInterpretation, "CS", "MONOCHROME2");
    encoder.text(Tag.NumberOfFrames, "IS", Integer.toString(frames.length));
    encoder.number(Tag.Rows, 4);
    encoder.number(Tag.Columns, 4);
    encoder.number(Tag.BitsAllocated, 8);
    encoder.number(Tag.BitsStored, 8);
    if (syntax.encapsulated()) {
      encoder.fragments(List.of(frames), List.of());
    } else {
      encoder.element(Tag.PixelData, "OB", frames[0]);
    }
    return HandMade.made(sop, syntax, encoder);
  }

  static byte[] black() {
    return run((byte) 0);
  }

  static byte[] white() {
    return run((byte) 0xFF);
  }

  /** A run of 16 pixels as PS3.5 G.3 lays it out: one segment at offset 64. */
  static byte[] run(byte value) {
    byte[] frame = new byte[66];
    frame[0] = 1;
    frame[4] = 64;
    frame[64] = -15;
    frame[65] = value;
    return frame;
  }

  /** Two segments where the picture has one. */
  static byte[] damaged() {
    byte[] frame = black();
    frame[0] = 2;
    return frame;
  }
}
