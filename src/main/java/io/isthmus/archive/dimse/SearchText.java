package io.isthmus.archive.dimse;

import io.isthmus.dicom.charset.CharacterSets;
import io.isthmus.dicom.data.CharacterSetMapping;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The character sets of searches at one PACS (PS3.4 C.4.1.1.3.1, DIM-13).
 *
 * @param queries in which keys beyond ASCII are sent, as values of (0008,0005); ISO_IR 192 if empty
 * @param answers what the PACS means by what its answers declare
 */
public record SearchText(Optional<List<String>> queries, CharacterSetMapping answers) {
  /** Keys in UTF-8, and answers as they declare themselves. */
  public static final SearchText DEFAULT =
      new SearchText(Optional.empty(), CharacterSetMapping.NONE);

  /**
   * Reads the settings of a PACS.
   *
   * @param queries defined terms with backslashes between them
   * @param answers {@code declared=meant}, several with commas between them; nothing before the
   *     equals sign is no declaration
   * @throws IllegalArgumentException if a character set is not known
   */
  public static SearchText of(Optional<String> queries, Optional<String> answers) {
    Optional<List<String>> terms = queries.map(text -> Arrays.asList(text.split("\\\\", -1)));
    terms
        .filter(all -> all.stream().noneMatch(CharacterSets::isDefined))
        .ifPresent(unknown -> {
          throw new IllegalArgumentException("no character set of DICOM: " + unknown);
        });
    return new SearchText(
        terms, CharacterSetMapping.of(answers.map(SearchText::pairs).orElse(Map.of())));
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("no declared=meant: " + pair);
      }
      pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return pairs;
  }

  /** The identifier as the PACS is to get it; in UTF-8 where its set lacks a character. */
  DataSet sent(DataSet identifier) {
    if (queries.isEmpty() || !identifier.contains(Tag.SpecificCharacterSet)) {
      return identifier;
    }
    try {
      return identifier.toBuilder()
          .specificCharacterSet(queries.get().toArray(String[]::new))
          .build();
    } catch (IllegalArgumentException lacksCharacter) {
      return identifier;
    }
  }

  /** A match as the PACS means it. */
  DataSet received(DataSet match) {
    return answers.apply(match);
  }
}
