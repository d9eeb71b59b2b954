package io.isthmus.web.qido;

import io.isthmus.dicom.data.Dictionary;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TagPath;
import io.isthmus.dicom.data.Uid;
import io.isthmus.dicom.data.Vr;
import io.isthmus.query.MatchKey;
import io.isthmus.web.http.BadRequestException;
import io.isthmus.web.http.Exchange.QueryParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Collects and checks the match parameters of a query (QIDO-03 to QIDO-09, QIDO-12, QIDO-20). */
final class MatchKeys {
  /** Most values of one key, each of which may become a query of its own (QIDO-18). */
  private static final int MOST_VALUES = 16;

  private final boolean multiple;
  private final boolean empty;
  private final Map<Integer, String> creators;
  private final Map<Integer, String> fromPath = new LinkedHashMap<>();
  private final Map<TagPath, Given> given = new LinkedHashMap<>();
  private final Set<String> ignored = new LinkedHashSet<>();

  /** A parameter as the client wrote it. */
  private record Given(String name, String value) {}

  /**
   * For one query.
   *
   * @param multiple whether commas separate values of any attribute
   * @param empty whether two double quotes stand for no value
   * @param creators of private attributes, by their tags, where the query names none
   */
  MatchKeys(boolean multiple, boolean empty, Map<Integer, String> creators) {
    this.creators = creators;
    this.multiple = multiple;
    this.empty = empty;
  }

  /** Takes the UIDs of the path, which parameters must not contradict (COM-05). */
  void path(Optional<String> study, Optional<String> series) {
    study.ifPresent(uid -> fromPath.put(Tag.StudyInstanceUID, valid(uid)));
    series.ifPresent(uid -> fromPath.put(Tag.SeriesInstanceUID, valid(uid)));
  }

  private static String valid(String uid) {
    if (!Uid.isValid(uid)) {
      throw new BadRequestException("the path has no valid UID where it needs one");
    }
    return uid;
  }

  /** Takes a parameter. */
  void add(QueryParameter parameter) {
    Optional<TagPath> path = AttributeId.find(parameter.name()).filter(AttributeId::isSearchable);
    if (path.isEmpty()) {
      ignored.add(parameter.name());
      return;
    }
    given.merge(
        path.get(),
        new Given(parameter.name(), parameter.value()),
        (one, more) -> repeated(path.get(), one, more));
  }

  private static Given repeated(TagPath path, Given one, Given more) {
    if (Dictionary.vrOf(path.leaf()) != Vr.UI) {
      throw new BadRequestException(more.name + " is given more than once");
    }
    String separator = one.value.isEmpty() || more.value.isEmpty() ? "" : ",";
    return new Given(one.name, one.value + separator + more.value);
  }

  /** Adds the creators that are known of private attributes that are matched or asked for. */
  void addKnownCreators(List<TagPath> fields) {
    Stream.concat(Set.copyOf(given.keySet()).stream(), fields.stream())
        .forEach(path -> {
          for (int i = 0; i < path.tags().size(); i++) {
            int tag = path.tags().get(i);
            String creator = creators.get(tag);
            if (creator != null && Tag.isPrivate(tag)) {
              List<Integer> names = new ArrayList<>(path.tags().subList(0, i));
              names.add(Tag.creatorOf(tag));
              given.putIfAbsent(new TagPath(names), new Given(Tag.hex(tag), creator));
            }
          }
        });
  }

  /** Names of parameters that are no attributes to be matched. */
  Set<String> ignored() {
    return ignored;
  }

  /** The keys, without those that only repeat the path. */
  List<MatchKey> matchKeys(Warned warned) {
    List<MatchKey> keys = new ArrayList<>();
    given.forEach((path, parameter) -> {
      if (isTimezone(path, parameter)) {
        warned.text(
            "The TimezoneOffsetFromUTC parameter is not supported. No adjustment of time zones"
                + " has been performed.");
        keys.add(new MatchKey(path, List.of()));
      } else if (hasCreators(path, warned)) {
        MatchKey key = new MatchKey(path, vr(path), values(path, parameter));
        if (!repeatsPath(key, parameter.name)) {
          keys.add(key);
        }
      }
    });
    return keys;
  }

  /** The fields whose private creators, if they need any, are among the parameters. */
  List<TagPath> withCreators(List<TagPath> fields, Warned warned) {
    return fields.stream().filter(path -> hasCreators(path, warned)).toList();
  }

  /** Time zones are not negotiated with any PACS, and no match is wanted here (QIDO-37). */
  private static boolean isTimezone(TagPath path, Given parameter) {
    return path.equals(TagPath.of(Tag.TimezoneOffsetFromUTC)) && !parameter.value.isEmpty();
  }

  private boolean hasCreators(TagPath path, Warned warned) {
    for (TagPath creator : AttributeId.creators(path)) {
      Given named = given.get(creator);
      if (named == null || named.value.isEmpty()) {
        warned.text(
            "The private attribute "
                + Tag.hex(path.leaf())
                + " was ignored, for no parameter names its creator.");
        return false;
      }
    }
    return true;
  }

  private List<String> values(TagPath path, Given parameter) {
    Vr vr = vr(path);
    List<String> values = new ArrayList<>();
    for (String value : split(vr, parameter.value)) {
      if (value.isEmpty() || MatchValue.isUniversal(vr, value)) {
        return universal(parameter);
      }
      if (!(empty && value.equals(MatchValue.EMPTY))) {
        MatchValue.check(parameter.name, vr, value);
      }
      if (!values.contains(value)) {
        values.add(value);
      }
    }
    if (vr != Vr.UI && values.size() > MOST_VALUES) {
      throw new BadRequestException(parameter.name + ": more than " + MOST_VALUES + " values");
    }
    return values;
  }

  private static List<String> universal(Given parameter) {
    if (parameter.value.indexOf(',') >= 0 || parameter.value.indexOf('\\') >= 0) {
      throw new BadRequestException(parameter.name + ": a value of the list is empty or universal");
    }
    return List.of();
  }

  private String[] split(Vr vr, String value) {
    if (vr == Vr.UI) {
      return value.split("[,\\\\]", -1);
    }
    return multiple ? value.split(",", -1) : new String[] {value};
  }

  private Vr vr(TagPath path) {
    int tag = path.leaf();
    if (!Tag.isPrivate(tag) || Tag.isPrivateCreator(tag)) {
      return Dictionary.vrOf(tag);
    }
    Given creator = given.get(AttributeId.creators(path).getLast());
    return creator == null ? Vr.UN : Dictionary.privateVr(creator.value, tag).orElse(Vr.UN);
  }

  private boolean repeatsPath(MatchKey key, String name) {
    String uid = key.path().tags().size() == 1 ? fromPath.get(key.path().leaf()) : null;
    if (uid == null) {
      return false;
    }
    if (!key.values().isEmpty() && !key.values().contains(uid)) {
      throw new BadRequestException(name + " contradicts the path");
    }
    return true;
  }
}
