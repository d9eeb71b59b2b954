package io.isthmus.dicom.data;

import io.isthmus.dicom.charset.CharacterSets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the elements of a {@link DataSet}; an element put twice replaces the first. */
public final class DataSetBuilder {
  private static final int FIRST_CAPACITY = 16;

  private final CharacterSets inherited;
  private CharacterSets characterSets;
  private Element[] elements;
  private int size;

  DataSetBuilder(CharacterSets inherited) {
    this.inherited = inherited;
    this.characterSets = inherited;
    this.elements = new Element[FIRST_CAPACITY];
  }

  DataSetBuilder(Element[] elements, CharacterSets characterSets) {
    this.inherited = characterSets;
    this.characterSets = characterSets;
    this.elements = elements.clone();
    this.size = elements.length;
  }

  /**
   * Puts an element as it is. Put as (0008,0005) it declares the character sets of the text that
   * follows and changes no text already here.
   */
  public DataSetBuilder put(Element element) {
    int place = place(element.tag());
    if (place >= 0) {
      elements[place] = element;
    } else {
      insert(-place - 1, element);
    }
    if (element.tag() == Tag.SpecificCharacterSet) {
      characterSets = declared(element);
    }
    return this;
  }

  /** The element is here. */
  public boolean contains(int tag) {
    return place(tag) >= 0;
  }

  /** The element with this tag, or null. */
  public @Nullable Element find(int tag) {
    int place = place(tag);
    return place >= 0 ? elements[place] : null;
  }

  /** The character sets in which text put now is encoded. */
  public CharacterSets characterSets() {
    return characterSets;
  }

  /**
   * Declares character sets and encodes all text of this level in them again; no terms: removes the
   * declaration.
   *
   * @throws IllegalArgumentException if text already here has characters outside of them
   */
  public DataSetBuilder specificCharacterSet(String... terms) {
    CharacterSets former = characterSets;
    if (terms.length == 0) {
      remove(Tag.SpecificCharacterSet);
      characterSets = inherited;
    } else {
      put(
          new Element.Value(
              Tag.SpecificCharacterSet,
              Vr.CS,
              ElementText.encode(List.of(terms), Vr.CS, CharacterSets.DEFAULT)));
    }
    for (int i = 0; i < size; i++) {
      if (elements[i] instanceof Element.Value value && value.vr().usesSpecificCharacterSet()) {
        elements[i] = ElementText.encodeAgain(value, former, characterSets);
      }
    }
    return this;
  }

  /** Puts text values; the VR is that of the dictionary. No values: an empty element. */
  public DataSetBuilder text(int tag, String... values) {
    return text(tag, Dictionary.vrOf(tag), values);
  }

  /**
   * Puts values of a text VR, encoded in the character sets declared so far.
   *
   * @throws IllegalArgumentException if the VR is not text or a character cannot be encoded
   */
  public DataSetBuilder text(int tag, Vr vr, String... values) {
    if (!vr.isText()) {
      throw new IllegalArgumentException(Tag.format(tag) + " is " + vr + ", not text");
    }
    return put(new Element.Value(tag, vr, encode(tag, vr, values)));
  }

  private byte[] encode(int tag, Vr vr, String... values) {
    try {
      return ElementText.encode(List.of(values), vr, characterSets);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(Tag.format(tag) + ": " + e.getMessage(), e);
    }
  }

  /** Puts unique identifiers. */
  public DataSetBuilder uid(int tag, String... values) {
    return put(new Element.Value(tag, Vr.UI, encode(tag, Vr.UI, values)));
  }

  /** Puts unsigned 16-bit numbers. */
  public DataSetBuilder us(int tag, int... values) {
    byte[] value = new byte[values.length * Short.BYTES];
    ByteBuffer bytes = littleEndian(value);
    for (int number : values) {
      bytes.putShort((short) number);
    }
    return put(new Element.Value(tag, Vr.US, value));
  }

  /** Puts unsigned 32-bit numbers. */
  public DataSetBuilder ul(int tag, long... values) {
    byte[] value = new byte[values.length * Integer.BYTES];
    ByteBuffer bytes = littleEndian(value);
    for (long number : values) {
      bytes.putInt((int) number);
    }
    return put(new Element.Value(tag, Vr.UL, value));
  }

  /** Puts tags, as values of AT. */
  public DataSetBuilder tags(int tag, int... values) {
    byte[] value = new byte[values.length * Integer.BYTES];
    ByteBuffer bytes = littleEndian(value);
    for (int pointer : values) {
      bytes.putShort((short) Tag.group(pointer)).putShort((short) Tag.element(pointer));
    }
    return put(new Element.Value(tag, Vr.AT, value));
  }

  private static ByteBuffer littleEndian(byte[] value) {
    return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Puts an element without a value, as return keys are; the VR is that of the dictionary. */
  public DataSetBuilder empty(int tag) {
    Vr vr = Dictionary.vrOf(tag);
    return vr == Vr.SQ ? items(tag, List.of()) : put(new Element.Value(tag, vr, new byte[0]));
  }

  /** Puts a sequence. */
  public DataSetBuilder items(int tag, List<DataSet> items) {
    return put(new Element.Items(tag, items));
  }

  /** Puts a sequence. */
  public DataSetBuilder items(int tag, DataSet... items) {
    return items(tag, List.of(items));
  }

  /** Removes an element, if it is here. */
  public DataSetBuilder remove(int tag) {
    int place = place(tag);
    if (place >= 0) {
      System.arraycopy(elements, place + 1, elements, place, size - place - 1);
      size--;
      if (tag == Tag.SpecificCharacterSet) {
        characterSets = inherited;
      }
    }
    return this;
  }

  /**
   * The data set. An item whose text is in other character sets than it would inherit here is given
   * its own declaration.
   */
  public DataSet build() {
    Element[] result = Arrays.copyOf(elements, size);
    for (int i = 0; i < size; i++) {
      if (result[i] instanceof Element.Items sequence) {
        result[i] = inheriting(sequence);
      }
    }
    return new DataSet(result, characterSets);
  }

  private Element inheriting(Element.Items sequence) {
    boolean all = true;
    for (DataSet item : sequence.items()) {
      all &= item.characterSets().equals(characterSets) || declares(item);
    }
    if (all) {
      return sequence;
    }
    List<DataSet> items = new ArrayList<>(sequence.items().size());
    for (DataSet item : sequence.items()) {
      items.add(declares(item) ? item : inheriting(item));
    }
    return new Element.Items(sequence.tag(), items);
  }

  private DataSet inheriting(DataSet item) {
    DataSetBuilder builder = new DataSetBuilder(characterSets);
    if (!item.characterSets().equals(characterSets) && DeclaredText.isLocal(item)) {
      String[] terms = item.characterSets().terms().toArray(String[]::new);
      String term = terms.length == 0 ? "ISO_IR 6" : String.join("\\", terms);
      builder.put(
          new Element.Value(
              Tag.SpecificCharacterSet,
              Vr.CS,
              ElementText.padded(term.getBytes(StandardCharsets.US_ASCII), Vr.CS)));
      builder.characterSets = item.characterSets();
    }
    item.forEach(builder::put);
    return builder.build();
  }

  private static boolean declares(DataSet item) {
    return item.contains(Tag.SpecificCharacterSet);
  }

  private CharacterSets declared(Element element) {
    return element instanceof Element.Value value
        ? CharacterSets.of(ElementText.of(value, CharacterSets.DEFAULT))
        : inherited;
  }

  private int place(int tag) {
    if (size == 0 || Tag.compare(elements[size - 1].tag(), tag) < 0) {
      return -size - 1;
    }
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Tag.compare(elements[middle].tag(), tag);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  private void insert(int place, Element element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, Math.max(FIRST_CAPACITY, 2 * size));
    }
    System.arraycopy(elements, place, elements, place + 1, size - place);
    elements[place] = element;
    size++;
  }
}
