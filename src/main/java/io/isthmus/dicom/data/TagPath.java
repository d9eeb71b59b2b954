package io.isthmus.dicom.data;

import java.util.List;

/**
 * The way to an attribute: sequence tags from the outside in, then the attribute itself.
 *
 * @param tags at least one
 */
public record TagPath(List<Integer> tags) {

  public TagPath {
    tags = List.copyOf(tags);
    if (tags.isEmpty()) {
      throw new IllegalArgumentException("a path names at least one tag");
    }
  }

  /** The path of an attribute at the top level. */
  public static TagPath of(int tag) {
    return new TagPath(List.of(tag));
  }

  /** The attribute that the path leads to. */
  public int leaf() {
    return tags.getLast();
  }

  /** The attribute or sequence at the top level. */
  public int root() {
    return tags.getFirst();
  }
}
