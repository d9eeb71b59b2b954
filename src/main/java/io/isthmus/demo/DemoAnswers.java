package io.isthmus.demo;

import io.isthmus.dicom.charset.CharacterSets;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Makes the identifier of a C-FIND response from a record: the keys asked for, no others. Pure. */
final class DemoAnswers {
  private static final String LATIN_1 = "ISO_IR 100";
  private static final Set<Integer> COUNTS =
      Set.of(
          Tag.NumberOfPatientRelatedStudies,
          Tag.NumberOfPatientRelatedSeries,
          Tag.NumberOfPatientRelatedInstances,
          Tag.NumberOfStudyRelatedSeries,
          Tag.NumberOfStudyRelatedInstances,
          Tag.NumberOfSeriesRelatedInstances);
  private static final Set<Integer> OPTIONAL_KEYS =
      Set.of(
          Tag.StudyDescription,
          Tag.ReferringPhysicianName,
          Tag.PatientBirthDate,
          Tag.PatientSex,
          Tag.ModalitiesInStudy,
          Tag.SOPClassesInStudy,
          Tag.NumberOfStudyRelatedSeries,
          Tag.NumberOfStudyRelatedInstances);
  private static final Set<Integer> FEW_INSTANCE_KEYS =
      Set.of(Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID, Tag.InstanceNumber);

  private final DemoOptions options;

  DemoAnswers(DemoOptions options) {
    this.options = options;
  }

  /** Whether the archive knows an attribute at all, as a key to match and to return. */
  private boolean knows(int tag) {
    if (COUNTS.contains(tag)) {
      return !options.does(Misbehaviour.NO_COUNTS);
    }
    if (tag == Tag.ModalitiesInStudy) {
      return !options.does(Misbehaviour.NO_MODALITIES_IN_STUDY);
    }
    if (tag == Tag.SOPClassesInStudy || tag == Tag.SOPClassUID) {
      return !options.does(Misbehaviour.NO_SOP_CLASSES);
    }
    return true;
  }

  private boolean isMatched(int tag) {
    return !options.does(Misbehaviour.RETURNED_BUT_NOT_MATCHED)
        || !(COUNTS.contains(tag) || tag == Tag.ModalitiesInStudy);
  }

  /** Whether a query can have no match, for the sake of a key that it names. */
  boolean findsNothing(DataSet identifier) {
    return options.does(Misbehaviour.MATCHES_NOTHING)
        && (COUNTS.stream().anyMatch(tag -> isNamed(identifier, tag))
            || isNamed(identifier, Tag.SOPClassesInStudy));
  }

  /** Whether a query is not served, for the sake of a key that it names. */
  boolean refuses(DataSet identifier) {
    return options.does(Misbehaviour.REFUSES_OPTIONAL_KEYS)
        && OPTIONAL_KEYS.stream().anyMatch(tag -> isNamed(identifier, tag));
  }

  /** Whether an identifier has a key with a value. */
  static boolean isNamed(DataSet identifier, int tag) {
    return identifier.get(tag).filter(key -> !key.isEmpty()).isPresent();
  }

  /** The keys of an identifier that are matched at a level. */
  DataSet matched(DemoLevel level, DataSet identifier) {
    DataSetBuilder keys = identifier.toBuilder();
    for (Element key : identifier) {
      if (!knows(key.tag()) || !isMatched(key.tag()) || !level.includes(DemoLevel.of(key.tag()))) {
        keys.remove(key.tag());
      }
    }
    return keys.build();
  }

  /** The answer that a record gives. */
  DataSet answer(DemoLevel level, DataSet record, DataSet identifier) {
    DataSetBuilder answer = DataSet.builder();
    record.get(Tag.SpecificCharacterSet).ifPresent(answer::put);
    if (!options.does(Misbehaviour.NO_LEVEL_IN_ANSWERS)) {
      answer.text(Tag.QueryRetrieveLevel, level.name());
    }
    answer.text(Tag.RetrieveAETitle, options.aeTitle());
    for (Element key : identifier) {
      if (returned(level, key.tag())) {
        put(answer, level, record, key);
      }
    }
    return declared(answer);
  }

  private boolean returned(DemoLevel level, int tag) {
    boolean few = level == DemoLevel.IMAGE && options.does(Misbehaviour.FEW_INSTANCE_KEYS);
    return knows(tag)
        && tag != Tag.SpecificCharacterSet
        && tag != Tag.QueryRetrieveLevel
        && tag != Tag.RetrieveAETitle
        && (!few || FEW_INSTANCE_KEYS.contains(tag));
  }

  private static void put(DataSetBuilder answer, DemoLevel level, DataSet record, Element key) {
    int tag = key.tag();
    Element held = level.includes(DemoLevel.of(tag)) ? record.find(tag) : null;
    if (tag == Tag.InstanceAvailability) {
      answer.text(tag, "ONLINE");
    } else if (held instanceof Element.Items items) {
      answer.items(tag, items.items().stream().map(item -> asked(item, key)).toList());
    } else if (held != null) {
      answer.put(held);
    } else if (key.vr() == Vr.SQ) {
      answer.items(tag, List.of());
    } else {
      answer.put(new Element.Value(tag, key.vr(), new byte[0]));
    }
  }

  /** Of an item the attributes that the key lists; all of them if it lists none. */
  private static DataSet asked(DataSet item, Element key) {
    if (!(key instanceof Element.Items wanted)
        || wanted.isEmpty()
        || wanted.items().getFirst().isEmpty()) {
      return item;
    }
    DataSetBuilder kept = DataSet.builder(item.characterSets());
    for (Element inner : wanted.items().getFirst()) {
      item.get(inner.tag()).ifPresentOrElse(kept::put, () -> kept.empty(inner.tag()));
    }
    return kept.build();
  }

  private DataSet declared(DataSetBuilder answer) {
    if (options.does(Misbehaviour.LATIN_ANSWERS)) {
      return latin(answer.build());
    }
    if (options.does(Misbehaviour.WRONG_CHARACTER_SET)) {
      byte[] term = LATIN_1.getBytes(StandardCharsets.US_ASCII);
      answer.put(new Element.Value(Tag.SpecificCharacterSet, Vr.CS, term));
    }
    return answer.build();
  }

  private static DataSet latin(DataSet answer) {
    CharacterSets latin = CharacterSets.of(List.of(LATIN_1));
    DataSetBuilder result = DataSet.builder().specificCharacterSet(LATIN_1);
    for (Element element : answer) {
      if (element.vr().usesSpecificCharacterSet()) {
        String[] values =
            answer.strings(element.tag()).stream()
                .map(value -> replaced(value, latin))
                .toArray(String[]::new);
        result.text(element.tag(), element.vr(), values);
      } else if (element.tag() != Tag.SpecificCharacterSet) {
        result.put(element);
      }
    }
    return result.build();
  }

  private static String replaced(String value, CharacterSets sets) {
    return value
        .codePoints()
        .mapToObj(Character::toString)
        .map(character -> sets.canEncode(character) ? character : "?")
        .reduce("", String::concat);
  }
}
