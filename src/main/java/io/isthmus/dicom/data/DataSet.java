package io.isthmus.dicom.data;

import io.isthmus.dicom.charset.CharacterSets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A data set or an item: elements in ascending order of their unsigned tags. Immutable. It knows
 * the character sets of its text: its own (0008,0005), else those of the data set around it (PS3.5
 * 6.1.2.3).
 */
public final class DataSet implements Iterable<Element> {
  /** A data set without elements. */
  public static final DataSet EMPTY = new DataSet(new Element[0], CharacterSets.DEFAULT);

  private final Element[] elements;
  private final CharacterSets characterSets;

  DataSet(Element[] elements, CharacterSets characterSets) {
    this.elements = elements;
    this.characterSets = characterSets;
  }

  /** Builds a data set in the default repertoire. */
  public static DataSetBuilder builder() {
    return new DataSetBuilder(CharacterSets.DEFAULT);
  }

  /** Builds an item of a data set with these character sets. */
  public static DataSetBuilder builder(CharacterSets inherited) {
    return new DataSetBuilder(inherited);
  }

  /** Builds a data set that starts as this one. */
  public DataSetBuilder toBuilder() {
    return new DataSetBuilder(elements, characterSets);
  }

  /** The element is here, perhaps without a value. */
  public boolean contains(int tag) {
    return find(tag) != null;
  }

  /** The element with this tag. */
  public Optional<Element> get(int tag) {
    return Optional.ofNullable(find(tag));
  }

  /** The element with this tag, or null. */
  public @Nullable Element find(int tag) {
    int low = 0;
    int high = elements.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Tag.compare(elements[middle].tag(), tag);
      if (order == 0) {
        return elements[middle];
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  /**
   * The first value that is not empty, decoded and without padding. Numbers are written in decimal,
   * tags in hexadecimal. Empty also when the value is a sequence or bytes, or was left in the
   * source.
   */
  public Optional<String> string(int tag) {
    if (!(find(tag) instanceof Element.Value value)) {
      return Optional.empty();
    }
    for (String text : ElementText.of(value, characterSets)) {
      if (!text.isEmpty()) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  /**
   * All values, split as the VR allows; empty ones among others are kept as empty strings. An empty
   * list when the element is absent, empty, a sequence or bytes, or was left in the source.
   */
  public List<String> strings(int tag) {
    return find(tag) instanceof Element.Value value
        ? ElementText.of(value, characterSets)
        : List.of();
  }

  /** The first value of US, SS, UL, SL or IS, if it is an integer of -2^31 to 2^31-1. */
  public OptionalInt integer(int tag) {
    return find(tag) instanceof Element.Value value
        ? BinaryNumbers.integer(value)
        : OptionalInt.empty();
  }

  /** The items of a sequence; none when the element is absent or no sequence. */
  public List<DataSet> items(int tag) {
    return find(tag) instanceof Element.Items sequence ? sequence.items() : List.of();
  }

  /** The character sets in which the text of this data set is encoded. */
  public CharacterSets characterSets() {
    return characterSets;
  }

  /** The number of elements on this level. */
  public int size() {
    return elements.length;
  }

  /** There are no elements. */
  public boolean isEmpty() {
    return elements.length == 0;
  }

  /** The elements in ascending order. */
  @Override
  public Iterator<Element> iterator() {
    return Arrays.asList(elements).iterator();
  }

  /** The same elements, and the same character sets where these are not declared inside. */
  @Override
  public boolean equals(Object other) {
    return other instanceof DataSet set
        && Arrays.equals(elements, set.elements)
        && characterSets.equals(set.characterSets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(elements);
  }

  /** Tags and sizes only: values may be those of a patient. */
  @Override
  public String toString() {
    return Arrays.toString(elements);
  }
}
