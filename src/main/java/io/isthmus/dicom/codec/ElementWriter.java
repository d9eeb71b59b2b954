package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Writes elements one after the other (PS3.5 7.1). Sequences and items have undefined length, empty
 * ones length zero. Values are given in little endian and are padded here. Group lengths but those
 * of groups 0000 and 0002 are retired and left out (PS3.5 7.2).
 */
public final class ElementWriter {
  private static final long UNDEFINED = -1;
  private static final int MAX_SHORT = 0xFFFF;
  private static final int FIRST_DATA_GROUP = 4;
  private static final int BUFFER = 8 * 1024;

  private final OutputStream out;
  private final boolean explicit;
  private final boolean bigEndian;
  private final DeflatedOutput deflated;
  private final byte[] buffer = new byte[BUFFER];
  private int count;

  /** A writer of the syntax; the stream is neither flushed nor closed until {@link #finish}. */
  public ElementWriter(OutputStream out, TransferSyntax syntax) {
    this.deflated = new DeflatedOutput(out);
    this.out = syntax.deflated() ? deflated : out;
    this.explicit = syntax.explicitVr();
    this.bigEndian = syntax.bigEndian();
  }

  /** Writes all elements. */
  public void write(DataSet dataSet) throws IOException {
    for (Element element : dataSet) {
      write(element);
    }
  }

  /**
   * Writes an element with what is in it.
   *
   * @throws IllegalArgumentException if its value was left in the source, or is fragments in
   *     Implicit VR, where they cannot be
   */
  public void write(Element element) throws IOException {
    switch (element) {
      case Element.Value value -> value(value.tag(), value.vr(), value.bytes());
      case Element.Items sequence -> items(sequence);
      case Element.Fragments encapsulated -> fragments(encapsulated);
      case Element.Located located ->
          throw new IllegalArgumentException(Tag.format(located.tag()) + " was left in its source");
      case Element.Referenced referenced ->
          throw new IllegalArgumentException(Tag.format(referenced.tag()) + " is elsewhere");
    }
  }

  /** Writes an element with a value in little endian. */
  public void value(int tag, Vr vr, byte[] bytes) throws IOException {
    if (Tag.isGroupLength(tag) && Tag.group(tag) >= FIRST_DATA_GROUP) {
      return;
    }
    header(tag, vr, bytes.length + (bytes.length & 1));
    words(bytes, vr.wordSize());
    if ((bytes.length & 1) != 0) {
      put(vr.padding());
    }
  }

  /**
   * Writes the header of an element, whose value {@link #bytes} then adds. A value too long for the
   * short form makes the element UN (PS3.5 6.2.2).
   *
   * @param length bytes of the value, even; or -1 for a sequence or fragments of undefined length
   */
  public void header(int tag, Vr vr, long length) throws IOException {
    room(12);
    tag(tag);
    Vr written = !vr.longLength() && length > MAX_SHORT ? Vr.UN : vr;
    if (explicit) {
      put((byte) written.name().charAt(0));
      put((byte) written.name().charAt(1));
      if (!written.longLength()) {
        u16((int) length);
        return;
      }
      u16(0);
    }
    u32((int) length);
  }

  /** Begins an item of undefined length. */
  public void beginItem() throws IOException {
    delimiter(Tag.Item, UNDEFINED);
  }

  /** Ends an item of undefined length. */
  public void endItem() throws IOException {
    delimiter(Tag.ItemDelimitationItem, 0);
  }

  /** Ends a sequence, or fragments, of undefined length. */
  public void endSequence() throws IOException {
    delimiter(Tag.SequenceDelimitationItem, 0);
  }

  /** Begins a fragment of an even length; {@link #bytes} adds its bytes. */
  public void fragment(long length) throws IOException {
    delimiter(Tag.Item, length);
  }

  /** Adds bytes of a value in little endian; all but the last piece are whole words of the VR. */
  public void bytes(byte[] bytes, int from, int length, Vr vr) throws IOException {
    if (bigEndian && vr.wordSize() > 1) {
      byte[] swapped = Arrays.copyOfRange(bytes, from, from + length);
      ByteSwap.swap(swapped, 0, length, vr.wordSize());
      raw(swapped, 0, length);
    } else {
      raw(bytes, from, length);
    }
  }

  /** Gives all bytes to the stream, ends a deflated one, and flushes; does not close. */
  public void finish() throws IOException {
    drain();
    deflated.finish();
    out.flush();
  }

  private void items(Element.Items sequence) throws IOException {
    List<DataSet> items = sequence.items();
    header(sequence.tag(), Vr.SQ, items.isEmpty() ? 0 : UNDEFINED);
    if (items.isEmpty()) {
      return;
    }
    for (DataSet item : items) {
      if (item.isEmpty()) {
        delimiter(Tag.Item, 0);
      } else {
        beginItem();
        write(item);
        endItem();
      }
    }
    endSequence();
  }

  private void fragments(Element.Fragments encapsulated) throws IOException {
    if (!explicit) {
      throw new IllegalArgumentException(
          Tag.format(encapsulated.tag()) + " is encapsulated, which Implicit VR has no form for");
    }
    header(encapsulated.tag(), encapsulated.vr(), UNDEFINED);
    for (byte[] fragment : encapsulated.fragments()) {
      fragment(fragment.length + (fragment.length & 1));
      raw(fragment, 0, fragment.length);
      if ((fragment.length & 1) != 0) {
        put((byte) 0);
      }
    }
    endSequence();
  }

  private void words(byte[] value, int wordSize) throws IOException {
    if (bigEndian && wordSize > 1) {
      byte[] swapped = value.clone();
      ByteSwap.swap(swapped, 0, swapped.length, wordSize);
      raw(swapped, 0, swapped.length);
    } else {
      raw(value, 0, value.length);
    }
  }

  private void delimiter(int tag, long length) throws IOException {
    room(8);
    tag(tag);
    u32((int) length);
  }

  private void tag(int tag) throws IOException {
    u16(Tag.group(tag));
    u16(Tag.element(tag));
  }

  private void u32(int value) throws IOException {
    u16(bigEndian ? value >>> 16 : value);
    u16(bigEndian ? value : value >>> 16);
  }

  private void u16(int value) throws IOException {
    put((byte) (bigEndian ? value >>> 8 : value));
    put((byte) (bigEndian ? value : value >>> 8));
  }

  private void put(byte b) throws IOException {
    room(1);
    buffer[count++] = b;
  }

  private void room(int bytes) throws IOException {
    if (buffer.length - count < bytes) {
      drain();
    }
  }

  private void raw(byte[] bytes, int from, int length) throws IOException {
    if (length > buffer.length - count) {
      drain();
    }
    if (length > buffer.length) {
      out.write(bytes, from, length);
    } else {
      System.arraycopy(bytes, from, buffer, count, length);
      count += length;
    }
  }

  /** Gives what is buffered to the stream. */
  void drain() throws IOException {
    out.write(buffer, 0, count);
    count = 0;
  }
}
