package io.isthmus.dicom.data;

import java.util.Arrays;
import java.util.List;

/** A data element (PS3.5 7.1). Byte arrays are shared, not copied: nobody changes them. */
public sealed interface Element {
  /** The tag, unsigned. */
  int tag();

  /** The value representation. */
  Vr vr();

  /** The element has a value. */
  boolean isEmpty();

  /**
   * A value in memory.
   *
   * @param bytes the value as stored, in little endian, padding kept
   */
  @SuppressWarnings("ArrayRecordComponent") // equality by content is defined below
  record Value(int tag, Vr vr, byte[] bytes) implements Element {
    @Override
    public boolean isEmpty() {
      return bytes.length == 0;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Value value
          && tag == value.tag
          && vr == value.vr
          && Arrays.equals(bytes, value.bytes);
    }

    @Override
    public int hashCode() {
      return 31 * tag + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return Tag.format(tag) + " " + vr + " " + bytes.length + " bytes";
    }
  }

  /** A sequence of items (PS3.5 7.5). */
  record Items(int tag, List<DataSet> items) implements Element {
    /** A sequence that holds a copy of the list. */
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public Vr vr() {
      return Vr.SQ;
    }

    @Override
    public boolean isEmpty() {
      return items.isEmpty();
    }

    @Override
    public String toString() {
      return Tag.format(tag) + " SQ " + items.size() + " items";
    }
  }

  /**
   * Encapsulated pixel data in memory (PS3.5 A.4).
   *
   * @param fragments the Basic Offset Table, perhaps of no bytes, then the fragments
   */
  record Fragments(int tag, Vr vr, List<byte[]> fragments) implements Element {
    /** Fragments that hold a copy of the list. */
    public Fragments {
      fragments = List.copyOf(fragments);
    }

    @Override
    public boolean isEmpty() {
      return fragments.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Fragments that
          && tag == that.tag
          && vr == that.vr
          && Arrays.deepEquals(fragments.toArray(), that.fragments.toArray());
    }

    @Override
    public int hashCode() {
      return 31 * tag + Arrays.deepHashCode(fragments.toArray());
    }

    @Override
    public String toString() {
      return Tag.format(tag) + " " + vr + " " + fragments.size() + " fragments";
    }
  }

  /**
   * A value left in the source, in the byte order of the source.
   *
   * @param offset where the value begins, in bytes from the start of the data set; of encapsulated
   *     pixel data, where the item of the Basic Offset Table begins
   * @param length bytes of the value; of encapsulated pixel data all items, without the delimiter
   * @param encapsulated the value is a sequence of fragments
   */
  record Located(int tag, Vr vr, long offset, long length, boolean encapsulated)
      implements Element {
    @Override
    public boolean isEmpty() {
      return length == 0;
    }
  }

  /**
   * A value that is elsewhere, as in the metadata of a request (PS3.18 F.2.2).
   *
   * @param uri where it is: an absolute address, or one relative to the request
   */
  record Referenced(int tag, Vr vr, String uri) implements Element {
    @Override
    public boolean isEmpty() {
      return false;
    }
  }
}
