package io.isthmus.dicom.codec;

import io.isthmus.dicom.codec.ElementReader.Token;
import io.isthmus.dicom.data.Dictionary;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Turns a data set of any native transfer syntax into Explicit VR Little Endian in one pass:
 * sequences and items of undefined length, words of big endian swapped, unknown VRs looked up.
 * Memory stays bounded whatever the values are; pixel data is never held.
 */
public final class ExplicitReencoder {
  private final ElementReader reader;
  private final UndecidedSigns signs;
  private final ElementWriter writer;

  private ExplicitReencoder(InputStream in, TransferSyntax from, OutputStream out) {
    reader = ElementReader.of(in, from);
    signs = new UndecidedSigns(out);
    writer = new ElementWriter(signs, TransferSyntax.ExplicitVRLittleEndian);
  }

  /**
   * Reads a data set to its end and writes it in Explicit VR Little Endian. One that has this form
   * already, encapsulated pixel data included, is passed on byte for byte. Neither stream is
   * closed.
   *
   * @throws MalformedDicomException if the bytes are no data set; part of it may be written
   */
  public static void reencode(InputStream in, TransferSyntax from, OutputStream out)
      throws IOException {
    if (from.explicitVr() && !from.bigEndian() && !from.deflated()) {
      in.transferTo(out);
      out.flush();
    } else {
      new ExplicitReencoder(in, from, out).run();
    }
  }

  /** What waits for its sign is in the writer's buffer no longer when that is decided. */
  private void settleable() throws IOException {
    if (signs.isWaiting()) {
      writer.drain();
    }
  }

  private void run() throws IOException {
    Token token = reader.next();
    while (token != Token.END) {
      switch (token) {
        case ELEMENT -> element();
        case SEQUENCE -> {
          begin();
          writer.header(reader.tag(), Vr.SQ, -1);
        }
        case ITEM -> {
          writer.beginItem();
          signs.enterItem();
        }
        case ITEM_END -> {
          settleable();
          signs.leaveItem();
          writer.endItem();
        }
        case SEQUENCE_END, FRAGMENTS_END -> writer.endSequence();
        case FRAGMENTS -> {
          begin();
          writer.header(reader.tag(), reader.vr(), -1);
        }
        case FRAGMENT -> {
          writer.fragment(reader.length() + (reader.length() & 1));
          copy(reader.vr(), reader.length());
        }
        case NEED_INPUT, VALUE, CHUNK, END ->
            throw new IllegalStateException(token + " was not asked for");
      }
      token = reader.next();
    }
    writer.finish();
    signs.finish();
  }

  private void begin() throws IOException {
    settleable();
    signs.element(reader.tag());
  }

  private void element() throws IOException {
    int tag = reader.tag();
    if (Tag.isGroupLength(tag)) {
      return;
    }
    long length = reader.length();
    Vr vr = reader.vr();
    begin();
    if (tag == Tag.PixelRepresentation && length == 2) {
      byte[] value = reader.readValue();
      signs.representation(value[0]);
      writer.value(tag, vr, value);
      return;
    }
    if (vr == Vr.US && reader.vrAssumed() && Dictionary.isSignDependent(tag)) {
      writer.drain();
      vr = signs.isSigned() ? Vr.SS : Vr.US;
    }
    writer.header(tag, vr, length + (length & 1));
    copy(vr, length);
  }

  private void copy(Vr vr, long length) throws IOException {
    reader.stream();
    long left = length;
    while (left > 0) {
      Token token = reader.next();
      if (token != Token.CHUNK) {
        throw new IllegalStateException(token + " inside of a value");
      }
      ByteBuffer chunk = reader.chunk();
      left -= chunk.remaining();
      writer.bytes(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining(), Vr.OB);
    }
    if ((length & 1) != 0) {
      writer.bytes(new byte[] {vr.padding()}, 0, 1, Vr.OB);
    }
  }
}
