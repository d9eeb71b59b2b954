package io.isthmus.query;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Vr;
import io.isthmus.query.SearchAnswer.Notice;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Asks a PACS the C-FINDs of a plan. Where a PACS fails at the optional keys of one, it is asked
 * again with fewer, and what was not matched is compared here. Thread safe.
 */
final class StepFind {
  private final Archive archive;
  private final KnownPacs known;
  private final boolean namesLoosened;
  private final int mostInVain;
  private final boolean fuzzyWanted;
  private final EmptyValues empty;
  private final KeyCheck check;
  private final Map<QueryLevel, KeysSent> accepted = new ConcurrentHashMap<>();
  private volatile boolean optionalKeysUnsupported;
  private volatile boolean fuzzyDone;
  private volatile boolean fuzzyLeftOut;

  /**
   * For one search.
   *
   * @param namesLoosened whether the plan asks for more names than the search
   * @param mostInVain matches that the search rules out, after which no more are read
   */
  StepFind(Archive archive, KnownPacs known, Search search, boolean namesLoosened, int mostInVain) {
    this.archive = archive;
    this.known = known;
    this.namesLoosened = namesLoosened;
    this.mostInVain = mostInVain;
    this.fuzzyWanted = search.fuzzyMatching() && !namesLoosened;
    this.empty = EmptyValues.of(search);
    this.check = new KeyCheck(search);
  }

  /** How a C-FIND was read. */
  enum Read {
    /** To its end. */
    WHOLE,
    /** Until the receiver had enough. */
    ENOUGH,
    /** Until too many matches came that were not asked for. */
    IN_VAIN
  }

  /** What of the search was not done. */
  Set<Notice> notices() {
    Set<Notice> notices = EnumSet.noneOf(Notice.class);
    if (optionalKeysUnsupported) {
      notices.add(Notice.OPTIONAL_KEYS_UNSUPPORTED);
    }
    if (fuzzyWanted && (fuzzyLeftOut || !fuzzyDone)) {
      notices.add(Notice.FUZZY_MATCHING_UNSUPPORTED);
    }
    if (check.untold()) {
      notices.add(Notice.MATCHING_UNTOLD);
    }
    if (empty.untold()) {
      notices.add(Notice.EMPTY_VALUE_MATCHING_UNSUPPORTED);
    }
    return notices;
  }

  /** Hands over every match of a step that the search does not rule out. */
  Read find(QueryPlan.Step step, Above above, Predicate<DataSet> receiver, Cancellation stop)
      throws ArchiveException {
    KeysSent sent = accepted.getOrDefault(step.level(), KeysSent.ALL);
    while (true) {
      Reception reception = new Reception(step, above, sent, receiver);
      DataSet identifier = step.identifier(above.keys(), known, sent);
      try {
        FindOutcome outcome =
            archive.find(
                new FindRequest(step.level(), identifier, reception.hasNames()), reception, stop);
        accepted.put(step.level(), sent);
        return reception.read(outcome);
      } catch (ArchiveException failed) {
        sent = fewer(step, above, identifier, sent, reception, failed);
      }
    }
  }

  /** The next try that differs, if the failure may be one of keys. */
  private KeysSent fewer(
      QueryPlan.Step step,
      Above above,
      DataSet identifier,
      KeysSent sent,
      Reception reception,
      ArchiveException failed)
      throws ArchiveException {
    if (!reception.any && isOfKeys(failed)) {
      for (KeysSent next : KeysSent.values()) {
        if (next.compareTo(sent) > 0
            && !step.identifier(above.keys(), known, next).equals(identifier)) {
          return next;
        }
      }
    }
    throw failed;
  }

  /**
   * A900H, which is said of an identifier, and Cxxx, which is said of anything (PS3.4 C.4.1.1.4).
   */
  private static boolean isOfKeys(ArchiveException failed) {
    return failed.failure() instanceof ArchiveFailure.Failed status
        && (status.status() == 0xA900 || status.status() >> 12 == 0xC);
  }

  /** The matches of one C-FIND. */
  private final class Reception implements Archive.Matches, KeyCheck.Trust {
    private final QueryPlan.Step step;
    private final Above above;
    private final KeysSent sent;
    private final Predicate<DataSet> receiver;
    private boolean any;
    private boolean keyless;
    private int inVain;

    Reception(QueryPlan.Step step, Above above, KeysSent sent, Predicate<DataSet> receiver) {
      this.step = step;
      this.above = above;
      this.sent = sent;
      this.receiver = receiver;
    }

    @Override
    public boolean accept(DataSet match) {
      any = true;
      if (above.contradictedBy(match)
          || check.contradicts(step.level(), match, this)
          || !empty.admits(step.level(), match)) {
        return ++inVain < mostInVain;
      }
      keyless = step.uniqueKey(match).isEmpty();
      return !keyless && receiver.test(match);
    }

    Read read(FindOutcome outcome) throws ArchiveException {
      if (keyless) {
        throw new ArchiveException(
            new ArchiveFailure.Broken(
                archive.id(), "a match without the unique key of the level " + step.level()));
      }
      if (outcome.optionalKeysUnsupported() && !isMatchedHere()) {
        optionalKeysUnsupported = true;
      }
      if (hasNames()) {
        if (outcome.fuzzy()) {
          fuzzyDone = true;
        } else {
          fuzzyLeftOut = true;
        }
      }
      if (outcome.exhausted()) {
        return Read.WHOLE;
      }
      return inVain < mostInVain ? Read.ENOUGH : Read.IN_VAIN;
    }

    /** Whether every optional key of the level was compared here. */
    private boolean isMatchedHere() {
      List<MatchKey> optional =
          check.keys(step.level()).stream()
              .filter(key -> !RequiredKeys.isMatchedByAll(step.level(), key.path().root()))
              .toList();
      return !optional.isEmpty() && optional.stream().noneMatch(this::isMatched) && !check.untold();
    }

    /** Whether names are among the keys that are to be matched by likeness. */
    boolean hasNames() {
      return check.keys(step.level()).stream().anyMatch(this::isLike);
    }

    @Override
    public boolean isLike(MatchKey key) {
      return fuzzyWanted && key.vr() == Vr.PN && isMatched(key);
    }

    @Override
    public boolean isMatched(MatchKey key) {
      return known.isTrusted(sent, step.level(), key.path().root())
          && !(namesLoosened && Names.canBeLoosened(key));
    }

    @Override
    public boolean isTold(MatchKey key) {
      return known.tells(step.level(), key.path().root());
    }
  }
}
