package io.isthmus.web.qido;

import io.isthmus.dicom.data.Dictionary;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TagPath;
import io.isthmus.dicom.data.Vr;
import io.isthmus.web.http.BadRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Names of attributes in queries (PS3.18 8.3.4.1): a tag of eight hexadecimal digits or a keyword,
 * and paths of them through sequences, separated by dots (QIDO-03).
 */
final class AttributeId {
  private static final int FIRST_GROUP = 8;

  /** Deeper than any information object goes; identifiers are written item within item. */
  private static final int DEEPEST = 32;

  /** Said by the gateway in identifiers and results, not by those who search. */
  private static final Set<Integer> NOT_SEARCHABLE =
      Set.of(
          Tag.SpecificCharacterSet,
          Tag.QueryRetrieveLevel,
          Tag.RetrieveAETitle,
          Tag.RetrieveURL,
          Tag.FailedSOPInstanceUIDList);

  /** Keys of the Repository Query, which no PACS here is known to support (QIDO-36). */
  private static final Set<Integer> REPOSITORY_QUERY = Set.of(0x0008041C, 0x00080429);

  private AttributeId() {}

  /**
   * The attribute that a text names, if it names one.
   *
   * @throws BadRequestException when the path goes through something that is no sequence, or goes
   *     too deep
   */
  static Optional<TagPath> find(String text) {
    List<Integer> tags = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      OptionalInt tag = Tag.parse(part);
      if (tag.isEmpty()) {
        return Optional.empty();
      }
      tags.add(tag.getAsInt());
    }
    if (tags.size() > DEEPEST) {
      throw new BadRequestException("a path has " + DEEPEST + " attributes at most");
    }
    for (int tag : tags.subList(0, tags.size() - 1)) {
      if (Dictionary.vrOf(tag) != Vr.SQ && !Tag.isPrivate(tag)) {
        throw new BadRequestException(Tag.hex(tag) + " is no sequence");
      }
    }
    return Optional.of(new TagPath(tags));
  }

  /** Whether a search may match on an attribute: it stands in data sets and its VR is known. */
  static boolean isSearchable(TagPath path) {
    return path.tags().stream().allMatch(AttributeId::mayStandInIdentifiers)
        && !REPOSITORY_QUERY.contains(path.root())
        && (Tag.isPrivate(path.leaf()) || Dictionary.byTag(path.leaf()).isPresent());
  }

  /** Whether a search may ask for an attribute. */
  static boolean mayBeIncluded(TagPath path) {
    return path.tags().stream().allMatch(AttributeId::mayStandInIdentifiers);
  }

  private static boolean mayStandInIdentifiers(int tag) {
    int group = Tag.group(tag);
    return group >= FIRST_GROUP
        && group < 0xFFFE
        && !Tag.isGroupLength(tag)
        && !NOT_SEARCHABLE.contains(tag);
  }

  /** The attributes of the same item that name the creators of the private ones on the path. */
  static List<TagPath> creators(TagPath path) {
    List<TagPath> creators = new ArrayList<>();
    for (int i = 0; i < path.tags().size(); i++) {
      int tag = path.tags().get(i);
      if (Tag.isPrivate(tag) && !Tag.isPrivateCreator(tag)) {
        List<Integer> creator = new ArrayList<>(path.tags().subList(0, i));
        creator.add(Tag.creatorOf(tag));
        creators.add(new TagPath(creator));
      }
    }
    return creators;
  }
}
