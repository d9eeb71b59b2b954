package io.isthmus.dicom.data;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The data dictionary: PS3.6, repeating groups, and the private elements that are known. */
public final class Dictionary {
  private static final int RETIRED = 1;
  private static final int SIGN_DEPENDENT = 2;

  private Dictionary() {}

  /**
   * What the standard says of an element.
   *
   * @param tag the tag asked for, or for a keyword of a repeating group that of the first group
   * @param vr the VR; where the standard leaves it open, that of Implicit VR Little Endian
   * @param signDependent US here, but SS where Pixel Representation is 1
   * @param vm the value multiplicity as PS3.6 writes it, such as {@code 1-n}
   */
  public record Entry(
      int tag,
      Vr vr,
      boolean signDependent,
      String keyword,
      String name,
      String vm,
      boolean retired) {}

  /** The entry of a standard element, those of repeating groups included. */
  public static Optional<Entry> byTag(int tag) {
    DictionaryTable table = DictionaryTable.INSTANCE;
    int facts = table.factsOf(tag);
    return facts < 0 ? Optional.empty() : Optional.of(entry(table, tag, facts));
  }

  /** The entry of a keyword, in its exact spelling. */
  public static Optional<Entry> byKeyword(String keyword) {
    DictionaryTable table = DictionaryTable.INSTANCE;
    int row = table.rowOfKeyword(keyword);
    if (row >= 0) {
      return Optional.of(entry(table, table.tagAt(row), table.factsAt(row)));
    }
    int repeater = table.repeaterOfKeyword(keyword);
    return repeater < 0
        ? Optional.empty()
        : Optional.of(entry(table, table.repeaterTagAt(repeater), table.repeaterFactsAt(repeater)));
  }

  /**
   * The VR of an element in Implicit VR: from the dictionary, UL for group lengths, LO for private
   * creators, else UN (PS3.5 7.8.1).
   */
  public static Vr vrOf(int tag) {
    if (Tag.isGroupLength(tag)) {
      return Vr.UL;
    }
    if (Tag.isPrivate(tag)) {
      return Tag.isPrivateCreator(tag) ? Vr.LO : Vr.UN;
    }
    DictionaryTable table = DictionaryTable.INSTANCE;
    int facts = table.factsOf(tag);
    return facts < 0 ? Vr.UN : table.vr(facts);
  }

  /** The VR is US or SS as Pixel Representation tells (PS3.3 C.7.6.3.1). */
  public static boolean isSignDependent(int tag) {
    DictionaryTable table = DictionaryTable.INSTANCE;
    int facts = table.factsOf(tag);
    return facts >= 0 && (table.flags(facts) & SIGN_DEPENDENT) != 0;
  }

  /** The VR of a private element, if its creator's elements are known. */
  public static Optional<Vr> privateVr(String creator, int tag) {
    return Optional.ofNullable(privateVrOrNull(creator, tag));
  }

  /** As {@link #privateVr}, without an allocation. */
  public static @Nullable Vr privateVrOrNull(String creator, int tag) {
    return DictionaryTable.INSTANCE.privateVr(creator, (Tag.group(tag) << 8) | (tag & 0xFF));
  }

  private static Entry entry(DictionaryTable table, int tag, int facts) {
    int flags = table.flags(facts);
    return new Entry(
        tag,
        table.vr(facts),
        (flags & SIGN_DEPENDENT) != 0,
        table.keyword(facts),
        table.name(facts),
        table.vm(facts),
        (flags & RETIRED) != 0);
  }
}
