package io.isthmus.pixel.codec;

import io.isthmus.dicom.codec.ElementWriter;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Writes an instance in its new transfer syntax: values from where they are located, pixel data
 * frame by frame. Codestreams are a fragment each, and the Basic Offset Table is empty (PS3.5 A.4),
 * since their lengths are not known before: so there is no limit to what they are in all.
 */
final class ConversionWriter {
  private static final int CHUNK = 32 * 1024;

  private final InstanceConversion conversion;
  private final PositionalReads bytes;
  private final ElementWriter writer;
  private final byte[] chunk = new byte[CHUNK];

  ConversionWriter(InstanceConversion conversion, PositionalReads bytes, OutputStream out) {
    this.conversion = conversion;
    this.bytes = bytes;
    this.writer = new ElementWriter(out, conversion.target());
  }

  void write(DataSet dataSet, FrameSupply frames) throws IOException {
    for (Element element : dataSet) {
      if (element.tag() == Tag.PixelData && conversion.pixels().isPresent()) {
        pixels(dataSet, conversion.pixels().get(), frames);
      } else {
        write(dataSet, element);
      }
    }
    writer.finish();
  }

  private void pixels(DataSet dataSet, FrameConversion frame, FrameSupply frames)
      throws IOException {
    if (conversion.target().encapsulated()) {
      writer.header(Tag.PixelData, Vr.OB, -1);
      writer.fragment(0);
      for (byte[] next = frames.next(); next != null; next = frames.next()) {
        writer.fragment(next.length + (next.length & 1));
        padded(next, next.length);
      }
      writer.endSequence();
      return;
    }
    long length = InstanceConversion.length(dataSet, frame);
    writer.header(Tag.PixelData, vr(frame.given().bitsAllocated()), length + (length & 1));
    BitJoiner joiner = new BitJoiner(new Value(writer), frame.nativeBits());
    for (byte[] next = frames.next(); next != null; next = frames.next()) {
      joiner.add(next);
    }
    joiner.finish();
    pad(length);
  }

  private void write(DataSet level, Element element) throws IOException {
    switch (element) {
      case Element.Items sequence when !sequence.isEmpty() -> {
        writer.header(sequence.tag(), Vr.SQ, -1);
        for (DataSet item : sequence.items()) {
          writer.beginItem();
          item(item);
          writer.endItem();
        }
        writer.endSequence();
      }
      case Element.Located located when located.encapsulated() -> {
        byte[] pixels = conversion.nativePixels(bytes, level, located);
        writer.value(located.tag(), vr(conversion.nativeItem(level)), pixels);
      }
      case Element.Located located -> {
        writer.header(located.tag(), located.vr(), located.length() + (located.length() & 1));
        copy(located);
        pad(located.length());
      }
      case Element.Items _, Element.Value _, Element.Fragments _, Element.Referenced _ ->
          writer.write(element);
    }
  }

  private void item(DataSet item) throws IOException {
    boolean packed =
        item.get(Tag.PixelData).orElse(null) instanceof Element.Located located
            && located.encapsulated();
    DataSet given = packed ? conversion.nativeItem(item) : item;
    for (Element element : given) {
      write(element.tag() == Tag.PixelData ? item : given, element);
    }
  }

  private void copy(Element.Located located) throws IOException {
    long done = 0;
    while (done < located.length()) {
      ByteBuffer buffer = ByteBuffer.wrap(chunk);
      buffer.limit((int) Math.min(chunk.length, located.length() - done));
      int count = bytes.read(buffer, located.offset() + done);
      if (count <= 0) {
        throw new MalformedDicomException(
            "a value ends early", located.offset() + done, located.tag());
      }
      writer.bytes(chunk, 0, count, Vr.OB);
      done += count;
    }
  }

  private void padded(byte[] value, int length) throws IOException {
    writer.bytes(value, 0, length, Vr.OB);
    pad(length);
  }

  private void pad(long length) throws IOException {
    if ((length & 1) != 0) {
      writer.bytes(new byte[1], 0, 1, Vr.OB);
    }
  }

  private static Vr vr(DataSet image) {
    return vr(image.integer(Tag.BitsAllocated).orElse(0));
  }

  /** PS3.5 8.1.2 and A.2. */
  private static Vr vr(int bitsAllocated) {
    return bitsAllocated > Byte.SIZE ? Vr.OW : Vr.OB;
  }

  /** The value of an element as a stream. */
  private static final class Value extends OutputStream {
    private final ElementWriter writer;

    Value(ElementWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] value, int from, int length) throws IOException {
      writer.bytes(value, from, length, Vr.OB);
    }
  }
}
