package io.isthmus.query;

import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TagPath;
import io.isthmus.dicom.data.Vr;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The C-FINDs that answer a search, from the highest level down to that of the resource. Purely
 * hierarchical (PS3.4 C.4.1.2.1): each step below the first is asked once for every match of the
 * step above, with its unique key, so that every PACS can follow (DIM-12, DIM-17 to DIM-19).
 */
public final class QueryPlan {
  private final List<Step> steps;

  private QueryPlan(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * Plans a search.
   *
   * @throws InvalidSearchException when a match key belongs to a level below that of the resource
   */
  public static QueryPlan of(Search search) {
    Map<QueryLevel, Keys> keys = new EnumMap<>(QueryLevel.class);
    QueryLevel last = search.resource().level();
    for (MatchKey key : search.keys()) {
      QueryLevel level = AttributeLevels.of(key.path().root()).orElse(last);
      if (level.compareTo(last) > 0) {
        throw new InvalidSearchException(
            Tag.hex(key.path().root())
                + " is an attribute of the level "
                + level
                + "; "
                + last
                + " is searched here");
      }
      boolean universal = search.emptyValueMatching() && EmptyValues.isWanted(key);
      at(keys, level).match(key.path(), key.vr(), universal ? List.of() : key.values());
    }
    for (TagPath path : search.includeFields()) {
      QueryLevel level = AttributeLevels.of(path.root()).orElse(last);
      if (level.compareTo(last) <= 0) {
        at(keys, level).ask(path);
      }
    }
    search
        .study()
        .ifPresent(uid -> matchUid(at(keys, QueryLevel.STUDY), Tag.StudyInstanceUID, uid));
    search
        .series()
        .ifPresent(uid -> matchUid(at(keys, QueryLevel.SERIES), Tag.SeriesInstanceUID, uid));
    return new QueryPlan(steps(search, keys));
  }

  /** The steps, highest level first. */
  public List<Step> steps() {
    return steps;
  }

  /** The step whose matches are the results. */
  public Step last() {
    return steps.getLast();
  }

  private static List<Step> steps(Search search, Map<QueryLevel, Keys> keys) {
    List<Step> steps = new ArrayList<>();
    QueryLevel last = search.resource().level();
    for (QueryLevel level : QueryLevel.values()) {
      if (level.compareTo(last) > 0) {
        break;
      }
      Keys own = at(keys, level);
      if (level == last || !steps.isEmpty() || needed(search, level, own)) {
        boolean returned = level == last || returnsLevel(search.resource(), level);
        addReturnKeys(own, level, returned, search.includeAll());
        steps.add(new Step(level, own, givenUid(search, level)));
      }
    }
    return steps;
  }

  /**
   * A level above that of the resource is asked where its UID is not in the path or more than its
   * UID is wanted of it.
   */
  private static boolean needed(Search search, QueryLevel level, Keys keys) {
    return givenUid(search, level).isEmpty()
        || keys.tags().stream().anyMatch(tag -> tag != RequiredKeys.unique(level))
        || (search.includeAll() && returnsLevel(search.resource(), level));
  }

  private static Optional<String> givenUid(Search search, QueryLevel level) {
    return switch (level) {
      case STUDY -> search.study();
      case SERIES -> search.series();
      case IMAGE -> Optional.empty();
    };
  }

  /**
   * Whether results carry the attributes of a level above their own (PS3.18 Table 10.6.3-2 and
   * following).
   */
  private static boolean returnsLevel(SearchResource resource, QueryLevel above) {
    return switch (resource) {
      case STUDIES, STUDY_SERIES, SERIES_INSTANCES -> false;
      case STUDY_INSTANCES -> above == QueryLevel.SERIES;
      case ALL_SERIES, ALL_INSTANCES -> true;
    };
  }

  private static void addReturnKeys(Keys keys, QueryLevel level, boolean returned, boolean all) {
    keys.ask(TagPath.of(RequiredKeys.unique(level)));
    if (!returned) {
      return;
    }
    askAbsent(keys, RequiredKeys.required(level));
    askAbsent(keys, RequiredKeys.ifKnown(level));
    if (all) {
      askAbsent(keys, RequiredKeys.all(level));
    }
  }

  private static void askAbsent(Keys keys, List<Integer> tags) {
    tags.forEach(tag -> keys.ask(TagPath.of(tag)));
  }

  private static void matchUid(Keys keys, int tag, String uid) {
    keys.match(TagPath.of(tag), Vr.UI, List.of(uid));
  }

  private static Keys at(Map<QueryLevel, Keys> keys, QueryLevel level) {
    return keys.computeIfAbsent(level, absent -> new Keys());
  }

  /** One C-FIND, to be completed by the unique keys of the levels above. */
  public static final class Step {
    private final QueryLevel level;
    private final Keys keys;
    private final Optional<String> uid;

    private Step(QueryLevel level, Keys keys, Optional<String> uid) {
      this.level = level;
      this.keys = keys;
      this.uid = uid;
    }

    /** The level at which it asks. */
    public QueryLevel level() {
      return level;
    }

    /** The UID of this level that the path gives. */
    public Optional<String> uid() {
      return uid;
    }

    /** Whether an attribute of the top level is matched or asked for. */
    public boolean asksFor(int tag) {
      return keys.contains(tag);
    }

    /** The same step with one attribute more that is asked for. */
    Step asking(int tag) {
      return new Step(level, keys.asking(tag), uid);
    }

    /** The UID of a match at this level; empty where it lacks it. */
    String uniqueKey(DataSet match) {
      return match.string(RequiredKeys.unique(level)).orElse("");
    }

    /** The identifier, with the unique keys of the levels above, without Query/Retrieve Level. */
    public DataSet identifier(Map<Integer, String> uniqueKeysAbove) {
      return with(uniqueKeysAbove, keys.identifier());
    }

    /** The identifier with as many keys as are sent to a PACS of which something is known. */
    DataSet identifier(Map<Integer, String> uniqueKeysAbove, KnownPacs pacs, KeysSent sent) {
      return with(
          uniqueKeysAbove,
          keys.identifier(
              tag -> pacs.asks(sent, level, tag), tag -> pacs.matches(sent, level, tag)));
    }

    private static DataSet with(Map<Integer, String> uniqueKeys, DataSet identifier) {
      DataSetBuilder builder = identifier.toBuilder();
      uniqueKeys.forEach((tag, value) -> builder.uid(tag, value));
      return builder.build();
    }
  }
}
