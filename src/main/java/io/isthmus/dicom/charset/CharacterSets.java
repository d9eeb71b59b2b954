package io.isthmus.dicom.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The character sets that (0008,0005) declares (PS3.3 C.12.1.1.2). Immutable.
 *
 * <p>Wrong declarations that are common are understood: ISO_IR among code extensions, ISO 2022 IR
 * alone, a first set that is not single-byte, other sets beside ISO_IR 192, GB18030 or GBK, marks
 * other than the blank and underscore of the terms. A term that is unknown declares nothing. Bytes
 * beyond ASCII where nothing covers them are shown as ISO 8859-1, so that none is lost.
 */
public final class CharacterSets {
  private static final Pattern REGISTERED =
      Pattern.compile("ISO[ _-]?(2022)?[ _-]?IR[ _-]?([0-9]{1,3})");
  private static final int UTF_8_REGISTRATION = 192;
  private static final int MAX_KNOWN = 64;

  /** Nothing declared: the default repertoire, ISO IR 6. */
  public static final CharacterSets DEFAULT = parse(List.of());

  /** ISO_IR 192. */
  public static final CharacterSets UTF_8 = parse(List.of("ISO_IR 192"));

  private static final Map<List<String>, CharacterSets> KNOWN = new ConcurrentHashMap<>();

  private final List<String> terms;
  private final @Nullable Charset whole;
  private final CodeExtensions extensions;

  private CharacterSets(List<String> terms, @Nullable Charset whole, CodeExtensions extensions) {
    this.terms = terms;
    this.whole = whole;
    this.extensions = extensions;
  }

  /** The sets of the values of (0008,0005). */
  public static CharacterSets of(List<String> terms) {
    CharacterSets known = KNOWN.get(terms);
    if (known != null) {
      return known;
    }
    CharacterSets parsed = parse(List.copyOf(terms));
    if (KNOWN.size() < MAX_KNOWN) {
      KNOWN.put(parsed.terms, parsed);
    }
    return parsed;
  }

  /** A character set that no defined term names, as some writers use it. */
  public static CharacterSets of(Charset charset) {
    return new CharacterSets(
        List.of(charset.name()), charset, new CodeExtensions(List.of(), List.of(), false));
  }

  private static CharacterSets parse(List<String> terms) {
    List<String> upper = terms.stream().map(term -> term.strip().toUpperCase(Locale.ROOT)).toList();
    Charset whole = upper.isEmpty() ? null : whole(upper.getFirst());
    List<CodeElement> declared = new ArrayList<>();
    for (String term : upper) {
      declared.addAll(elements(term));
    }
    List<CodeElement> first = upper.isEmpty() ? List.of() : elements(upper.getFirst());
    boolean switching = upper.size() > 1 || upper.stream().anyMatch(term -> term.contains("2022"));
    return new CharacterSets(terms, whole, new CodeExtensions(first, declared, switching));
  }

  /** The term is one that (0008,0005) may have, in any of the spellings understood here. */
  public static boolean isDefined(String term) {
    String upper = term.strip().toUpperCase(Locale.ROOT);
    return whole(upper) != null || !elements(upper).isEmpty();
  }

  private static @Nullable Charset whole(String term) {
    return switch (term) {
      case "GB18030" -> Charset.forName("GB18030");
      case "GBK" -> Charset.forName("GBK");
      default -> registration(term) == UTF_8_REGISTRATION ? StandardCharsets.UTF_8 : null;
    };
  }

  private static List<CodeElement> elements(String term) {
    return List.of(CodeElement.of(registration(term)));
  }

  private static int registration(String term) {
    Matcher matcher = REGISTERED.matcher(term);
    return matcher.matches() ? Integer.parseInt(matcher.group(2)) : -1;
  }

  /** The values of (0008,0005) as declared. */
  public List<String> terms() {
    return terms;
  }

  /** Bytes 20 to 7E show the characters of ASCII, in every place. */
  public boolean showsAscii() {
    return whole != null || extensions.showsAscii();
  }

  /**
   * The characters of a value as stored. A byte 5CH that separates values is a backslash, whatever
   * the set shows it as. Bytes that are no character become U+FFFD; escape sequences that are not
   * known stay.
   */
  public String decode(byte[] bytes, Delimiters delimiters) {
    if (whole != null) {
      return new String(bytes, whole);
    }
    if (extensions.showsAscii() && isPlain(bytes)) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return extensions.decode(bytes, delimiters);
  }

  private static boolean isPlain(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0 || b == 0x1B) {
        return false;
      }
    }
    return true;
  }

  /** All characters of the text exist in these sets. */
  public boolean canEncode(String text) {
    return whole != null
        ? whole.newEncoder().canEncode(text)
        : extensions.encode(text, Delimiters.NAMES) != null;
  }

  /**
   * The text in these sets, unpadded, with escape sequences where it leaves the first one.
   *
   * @throws IllegalArgumentException if a character is in none of them
   */
  public byte[] encode(String text, Delimiters delimiters) {
    byte[] bytes = whole == null ? extensions.encode(text, delimiters) : encodeWhole(text, whole);
    if (bytes == null) {
      throw new IllegalArgumentException("text has characters outside of " + this);
    }
    return bytes;
  }

  private static byte @Nullable [] encodeWhole(String text, Charset charset) {
    try {
      ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      return null;
    }
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
