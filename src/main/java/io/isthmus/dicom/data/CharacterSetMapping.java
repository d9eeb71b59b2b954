package io.isthmus.dicom.data;

import io.isthmus.dicom.charset.CharacterSets;
import io.isthmus.dicom.charset.Delimiters;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the character sets that a certain writer declares are in truth: some write Windows code page
 * 1252 and declare ISO_IR 100, or write UTF-8 and declare nothing. Data sets of that writer are put
 * right once, where they arrive. Immutable.
 */
public final class CharacterSetMapping {
  /** Takes each declaration at its word. */
  public static final CharacterSetMapping NONE = new CharacterSetMapping(Map.of());

  private static final char REPLACEMENT = '\uFFFD';

  private final Map<List<String>, CharacterSets> meanings;

  private CharacterSetMapping(Map<List<String>, CharacterSets> meanings) {
    this.meanings = Map.copyOf(meanings);
  }

  /**
   * Maps declarations to what they mean.
   *
   * @param meanings by the value of (0008,0005), with backslashes between several, empty where
   *     nothing is declared: a defined term of PS3.3 C.12.1.1.2, several with backslashes, or the
   *     name of a character set of Java
   * @throws IllegalArgumentException if a meaning is neither
   */
  public static CharacterSetMapping of(Map<String, String> meanings) {
    Map<List<String>, CharacterSets> parsed = new HashMap<>();
    meanings.forEach(
        (declaration, meaning) -> parsed.put(terms(List.of(split(declaration))), sets(meaning)));
    return new CharacterSetMapping(parsed);
  }

  private static String[] split(String declaration) {
    return declaration.isBlank() ? new String[0] : declaration.split("\\\\", -1);
  }

  private static List<String> terms(List<String> terms) {
    return terms.stream().map(term -> term.strip().toUpperCase(Locale.ROOT)).toList();
  }

  private static CharacterSets sets(String meaning) {
    String[] terms = split(meaning);
    return Arrays.stream(terms).anyMatch(CharacterSets::isDefined)
        ? CharacterSets.of(List.of(terms))
        : CharacterSets.of(Charset.forName(meaning.strip()));
  }

  /**
   * The data set with the characters that its writer meant, in UTF-8 and declared so; the same data
   * set where no declaration in it is mapped. A value that is no text in the set meant is taken as
   * declared.
   */
  public DataSet apply(DataSet received) {
    return concerns(received)
        ? recoded(received, DataSet.builder().specificCharacterSet("ISO_IR 192"))
        : received;
  }

  private boolean concerns(DataSet dataSet) {
    if (meanings.containsKey(terms(dataSet.characterSets().terms()))) {
      return DeclaredText.isLocal(dataSet) || dataSet.contains(Tag.SpecificCharacterSet);
    }
    for (Element element : dataSet) {
      if (element instanceof Element.Items sequence
          && sequence.items().stream().anyMatch(this::concerns)) {
        return true;
      }
    }
    return false;
  }

  private DataSet recoded(DataSet received, DataSetBuilder builder) {
    for (Element element : received) {
      if (element instanceof Element.Items sequence) {
        List<DataSet> items = new ArrayList<>(sequence.items().size());
        for (DataSet item : sequence.items()) {
          items.add(recoded(item, DataSet.builder(CharacterSets.UTF_8)));
        }
        builder.items(element.tag(), items);
      } else if (element instanceof Element.Value value && value.vr().usesSpecificCharacterSet()) {
        builder.put(recoded(value, received.characterSets()));
      } else if (element.tag() != Tag.SpecificCharacterSet) {
        builder.put(element);
      }
    }
    return builder.build();
  }

  private Element recoded(Element.Value value, CharacterSets declared) {
    Delimiters delimiters = ElementText.delimiters(value.vr());
    CharacterSets meant = meanings.getOrDefault(terms(declared.terms()), declared);
    boolean fits = meant.decode(value.bytes(), delimiters).indexOf(REPLACEMENT) < 0;
    return ElementText.encodeAgain(value, fits ? meant : declared, CharacterSets.UTF_8);
  }
}
