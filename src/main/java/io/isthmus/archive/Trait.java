package io.isthmus.archive;

import io.isthmus.dicom.data.SopClass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What PACS differ in, as {@link PacsProfile} knows it. Names in files and settings are those of
 * the constants in lower case with hyphens.
 */
public enum Trait {
  /** C-FIND of the Study Root model (PS3.4 C.6.2.1). */
  FIND(
      Kind.YES_NO,
      "It can be searched (C-FIND, Study Root).",
      "It cannot be searched: it does not accept C-FIND of the Study Root model."),
  /** C-GET of the Study Root model. */
  GET(
      Kind.YES_NO,
      "It sends instances on the association that asks for them (C-GET).",
      "It has no C-GET: instances come by C-MOVE, and the PACS must know Isthmus as a destination."),
  /** C-MOVE of the Study Root model. */
  MOVE(Kind.YES_NO, "It accepts C-MOVE.", "It has no C-MOVE."),
  /** Composite Instance Retrieve Without Bulk Data (PS3.4 Z). */
  WITHOUT_BULK_DATA(
      Kind.YES_NO,
      "It can send instances without their pixel data.",
      "It cannot leave pixel data out: metadata cost whole instances."),
  /** Composite Instance Root Retrieve (PS3.4 Y). */
  FRAMES(Kind.YES_NO, "It can send single frames.", "It cannot send single frames."),
  /** Role selection for C-GET is answered (PS3.7 D.3.3.4). */
  ROLES(
      Kind.YES_NO,
      "It answers the roles that C-GET needs.",
      "It does not answer the roles that C-GET needs."),
  /** Storage classes of which it accepts no context: UIDs. */
  REFUSED_STORAGE_CLASSES(
      Kind.NAMES,
      "Instances of these classes cannot be had by C-GET: %s.",
      "It accepts every storage class for C-GET."),
  /** Transfer syntaxes in which it accepts to send CT images: UIDs. */
  TRANSFER_SYNTAXES(
      Kind.NAMES,
      "It accepts these transfer syntaxes: %s.",
      "It accepts no transfer syntax for CT images."),
  /** SOP Class Extended Negotiation for queries is answered. */
  EXTENDED_NEGOTIATION(
      Kind.YES_NO,
      "It answers extended negotiation.",
      "It does not answer extended negotiation; what it can do shows only when tried."),
  /** Queries that leave out the unique keys of the levels above work. */
  RELATIONAL_QUERIES(
      Kind.YES_NO,
      "Instances of a study are found in one query.",
      "Instances of a study are found series by series only; Isthmus asks so."),
  /** The same, known only where they fail without extended negotiation (PS3.4 C.5.1.1). */
  RELATIONAL_WHEN_NEGOTIATED(
      Kind.YES_NO,
      "They are found in one query when relational queries are negotiated.",
      "Negotiating relational queries does not help."),
  /** C-CANCEL ends a query. */
  CANCEL(
      Kind.YES_NO,
      "A search ends when it is cancelled.",
      "A search goes on when it is cancelled; Isthmus ends the association."),
  /** Associations that it serves at the same time. */
  ASSOCIATIONS(
      Kind.NUMBER,
      "It served %s associations at the same time when asked for %s.",
      "It served no association."),
  /** Character sets that it declares where ISO_IR 192 is asked for. */
  CHARACTER_SETS(
      Kind.NAMES,
      "Asked for UTF-8 (ISO_IR 192) it declared: %s.",
      "Asked for UTF-8 (ISO_IR 192) it declared no character set."),
  /** Of those the ones that the text, by its bytes, is not in. */
  CHARACTER_SETS_WRONG(
      Kind.NAMES,
      "Text that it declared to be in %s is in another character set.",
      "No text was seen to be in another character set than declared."),
  /** The same study comes more than once in one answer. */
  DUPLICATE_MATCHES(Kind.YES_NO, "The same match comes more than once.", "Each match comes once."),
  /** Answers have the Query/Retrieve Level (0008,0052), as PS3.4 C.4.1.1.3.2 says. */
  LEVEL_IN_ANSWERS(Kind.YES_NO, "Answers say their level.", "Answers do not say their level."),
  /** Person names match only in their own case; PS3.4 C.2.2.2.1 leaves that to the PACS. */
  CASE_SENSITIVE_NAMES(
      Kind.YES_NO,
      "Names are found only in the case that they are stored in.",
      "Names are found in any case."),
  /** Keys of studies that came with a value in no answer. */
  STUDY_KEYS_EMPTY(
      Kind.NAMES,
      "Attributes of studies that came empty or not at all: %s.",
      "All attributes of studies that searches need came."),
  /** The same of series. */
  SERIES_KEYS_EMPTY(
      Kind.NAMES,
      "Attributes of series that came empty or not at all: %s.",
      "All attributes of series that searches need came."),
  /** The same of instances. */
  INSTANCE_KEYS_EMPTY(
      Kind.NAMES,
      "Attributes of instances that came empty or not at all: %s.",
      "All attributes of instances that searches need came."),
  /** Keys of studies that are not matched: a value that cannot be gives matches. */
  KEYS_IGNORED(
      Kind.NAMES,
      "These keys do not narrow a search: %s. Isthmus compares itself what comes back.",
      "Every key that was tried narrows a search."),
  /** Keys of studies that do not find a study by its own value. */
  KEYS_FAILING(
      Kind.NAMES,
      "These keys do not find a study by its own value: %s.",
      "Every key that was tried finds a study by its own value."),
  /** Keys of studies that end a search with a failure. */
  KEYS_REFUSED(
      Kind.NAMES,
      "A search by one of these keys fails: %s.",
      "No key that was tried makes a search fail."),
  /** C-STORE requests of our C-MOVE say whose move it is (PS3.7 9.3.1). */
  MOVE_ORIGINATOR(
      Kind.YES_NO,
      "It says of what it sends by C-MOVE that it is for a move of Isthmus.",
      "It does not say of what it sends by C-MOVE whose move it is; Isthmus tells by the UIDs.");

  private static final int MOST_NAMED = 20;
  private static final Set<String> YES_OR_NO = Set.of("true", "false");

  /** Forms of what can be known. */
  public enum Kind {
    /** One value: {@code true} or {@code false}. */
    YES_NO,
    /** Whole numbers. */
    NUMBER,
    /** Any number of keywords, terms or UIDs. */
    NAMES
  }

  private final Kind kind;
  private final String present;
  private final String absent;

  Trait(Kind kind, String present, String absent) {
    this.kind = kind;
    this.present = present;
    this.absent = absent;
  }

  /** The form of what is known of it. */
  public Kind kind() {
    return kind;
  }

  /** The name in files and settings. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The trait with a name in files and settings. */
  public static Optional<Trait> byId(String id) {
    return Arrays.stream(values()).filter(trait -> trait.id().equals(id)).findFirst();
  }

  /**
   * Whether values have the form of this trait: {@code true} or {@code false}; one or two whole
   * numbers, the second of them the most that was asked for; any names.
   */
  public boolean admits(List<String> values) {
    return switch (kind) {
      case YES_NO -> values.size() == 1 && YES_OR_NO.contains(values.getFirst());
      case NUMBER ->
          (values.size() == 1 || values.size() == 2)
              && values.stream().allMatch(value -> value.matches("[0-9]{1,9}"));
      case NAMES -> true;
    };
  }

  /** What values of any form say, for the administrator of the PACS. */
  String sentence(List<String> values) {
    return switch (kind) {
      case YES_NO -> values.contains("true") ? present : absent;
      case NUMBER ->
          values.isEmpty() ? absent : present.formatted(values.getFirst(), values.getLast());
      case NAMES -> values.isEmpty() ? absent : present.formatted(named(values));
    };
  }

  /** The first of many, and how many more there are: the values themselves are told beside. */
  private static String named(List<String> values) {
    String names =
        values.stream()
            .limit(MOST_NAMED)
            .map(value -> SopClass.name(value).orElse(value))
            .collect(Collectors.joining(", "));
    int more = values.size() - MOST_NAMED;
    return more > 0 ? names + " and " + more + " more" : names;
  }
}
