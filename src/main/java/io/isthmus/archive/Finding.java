package io.isthmus.archive;

import java.util.Collection;
import java.util.List;

/**
 * What is known of a trait.
 *
 * @param values {@code true} or {@code false}, numbers, or names; see {@link Trait.Kind}
 */
public record Finding(Source source, List<String> values) {

  /** Where knowledge comes from. */
  public enum Source {
    /** The PACS was tried. */
    PROBED,
    /** The PACS was seen to do so while it served. */
    SEEN,
    /** The settings say so. */
    CONFIGURED
  }

  public Finding {
    values = List.copyOf(values);
  }

  /** Something that was tried and is so or not. */
  public static Finding probed(boolean is) {
    return new Finding(Source.PROBED, List.of(Boolean.toString(is)));
  }

  /** Something that showed while the PACS served. */
  public static Finding seen(boolean is) {
    return new Finding(Source.SEEN, List.of(Boolean.toString(is)));
  }

  /** Names that were found out, in their natural order. */
  public static Finding probed(Collection<String> names) {
    return new Finding(Source.PROBED, names.stream().sorted().distinct().toList());
  }
}
