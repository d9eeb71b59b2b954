package io.isthmus.dicom.charset;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The character sets that (0008,0005) declares. Immutable. */
public final class CharacterSets {
  /** Nothing declared: the default repertoire, ISO IR 6. */
  public static final CharacterSets DEFAULT =
      new CharacterSets(List.of(), StandardCharsets.ISO_8859_1);

  /** ISO_IR 192. */
  public static final CharacterSets UTF_8 =
      new CharacterSets(List.of("ISO_IR 192"), StandardCharsets.UTF_8);

  private final List<String> terms;
  private final Charset charset;

  private CharacterSets(List<String> terms, Charset charset) {
    this.terms = terms;
    this.charset = charset;
  }

  /** The sets of the values of (0008,0005). */
  public static CharacterSets of(List<String> terms) {
    if (terms.isEmpty() || terms.equals(List.of("ISO_IR 6")) || terms.equals(List.of(""))) {
      return DEFAULT;
    }
    return terms.getFirst().equals("ISO_IR 192")
        ? UTF_8
        : new CharacterSets(List.copyOf(terms), StandardCharsets.ISO_8859_1);
  }

  /** The values of (0008,0005) as declared. */
  public List<String> terms() {
    return terms;
  }

  /**
   * The characters of a value as stored. A byte 5CH that separates values is a backslash, whatever
   * the set shows it as.
   */
  public String decode(byte[] bytes, Delimiters delimiters) {
    return new String(bytes, charset);
  }

  /** All characters of the text exist in these sets. */
  public boolean canEncode(String text) {
    return terms.isEmpty()
        ? StandardCharsets.US_ASCII.newEncoder().canEncode(text)
        : charset.newEncoder().canEncode(text);
  }

  /**
   * The text in these sets, unpadded.
   *
   * @throws IllegalArgumentException if a character is in none of them
   */
  public byte[] encode(String text, Delimiters delimiters) {
    if (!canEncode(text)) {
      throw new IllegalArgumentException("text has characters outside of " + this);
    }
    return text.getBytes(charset);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CharacterSets sets && terms.equals(sets.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  @Override
  public String toString() {
    return terms.isEmpty() ? "ISO_IR 6" : String.join("\\", terms);
  }
}
