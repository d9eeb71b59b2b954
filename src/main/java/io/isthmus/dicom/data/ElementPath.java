package io.isthmus.dicom.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The way to an element: the sequences and item numbers (from 0) that lead to it, then its own tag.
 * Written as {@code 54000100.0.54001010}.
 */
public final class ElementPath {
  private static final int HEX_DIGITS = 8;
  private static final int MAX_STEPS = 129;

  /** Tags at even places, item numbers at odd ones. */
  private final int[] steps;

  private ElementPath(int[] steps) {
    this.steps = steps;
  }

  /** A path of tags and item numbers in turn, which begins and ends with a tag; often only one. */
  public static ElementPath of(int... steps) {
    if (steps.length % 2 == 0) {
      throw new IllegalArgumentException("a path ends with a tag");
    }
    return new ElementPath(steps.clone());
  }

  /** The path that {@link #toString} wrote; empty if the text is none. */
  public static Optional<ElementPath> parse(String text) {
    List<String> parts = List.of(text.split("\\.", -1));
    if (parts.size() % 2 == 0 || parts.size() > MAX_STEPS) {
      return Optional.empty();
    }
    int[] steps = new int[parts.size()];
    for (int i = 0; i < steps.length; i++) {
      String part = parts.get(i);
      if (i % 2 == 0 ? !isTag(part) : !isItem(part)) {
        return Optional.empty();
      }
      steps[i] = i % 2 == 0 ? HexFormat.fromHexDigits(part) : Integer.parseInt(part);
    }
    return Optional.of(new ElementPath(steps));
  }

  private static boolean isTag(String part) {
    return part.length() == HEX_DIGITS && part.chars().allMatch(HexFormat::isHexDigit);
  }

  private static boolean isItem(String part) {
    return !part.isEmpty()
        && part.length() <= HEX_DIGITS
        && part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The tag of the element itself. */
  public int tag() {
    return steps[steps.length - 1];
  }

  /** The number of sequences on the way. */
  public int depth() {
    return steps.length / 2;
  }

  /** The tag on this level: the outermost sequence is 0. */
  public int tag(int level) {
    return steps[2 * level];
  }

  /** The number of the item, from 0, that is entered from the sequence on this level. */
  public int item(int level) {
    return steps[2 * level + 1];
  }

  /** The element that the path leads to. */
  public Optional<Element> in(DataSet dataSet) {
    DataSet here = dataSet;
    for (int level = 0; level < depth(); level++) {
      List<DataSet> items = here.items(tag(level));
      if (item(level) >= items.size()) {
        return Optional.empty();
      }
      here = items.get(item(level));
    }
    return here.get(tag());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ElementPath path && Arrays.equals(steps, path.steps);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(steps);
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>(steps.length);
    for (int i = 0; i < steps.length; i++) {
      parts.add(i % 2 == 0 ? Tag.hex(steps[i]) : Integer.toString(steps[i]));
    }
    return String.join(".", parts);
  }
}
