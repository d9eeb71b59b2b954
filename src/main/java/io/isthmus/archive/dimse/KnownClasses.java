package io.isthmus.archive.dimse;

import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Uid;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which SOP classes a PACS said or showed that it has, so that C-GET can propose them without a
 * search before it (DIM-05). It may lack some: what did not come for want of a context is found
 * out, and then nothing is guessed for a while. Thread safe.
 */
final class KnownClasses {
  private static final int MOST_STUDIES = 500;
  private static final int MOST_SERIES = 32;

  /** So many classes of images have a context for each transfer syntax on one association. */
  private static final int MOST_OF_LATE = 3;

  /** After a guess that was wrong, the PACS is asked so many times before the next one. */
  private static final int CAUTION = 16;

  // All guarded by this.
  private final Map<String, Study> studies = new LinkedHashMap<>(16, 0.75f, true);
  private final SequencedSet<String> ofLate = new LinkedHashSet<>();
  private int caution;
  private boolean silent;

  private static final class Study {
    private final NavigableSet<String> all = new TreeSet<>();
    private final Map<String, NavigableSet<String>> series = new LinkedHashMap<>(16, 0.75f, true);
  }

  /** What one search tells: no answer unless it comes to its end. Of one thread. */
  final class Told {
    private final FindRequest request;
    private final OptionalInt key;
    private final Map<RetrieveScope, Set<String>> found = new LinkedHashMap<>();

    private Told(FindRequest request) {
      this.request = request;
      this.key = key(request);
    }

    void add(DataSet match) {
      if (key.isEmpty()) {
        return;
      }
      List<String> classes = match.strings(key.getAsInt()).stream().filter(Uid::isValid).toList();
      Optional<RetrieveScope> scope = classes.isEmpty() ? Optional.empty() : scope(match);
      if (scope.isPresent()) {
        found.computeIfAbsent(scope.get(), first -> new TreeSet<>()).addAll(classes);
        trim(found, MOST_STUDIES);
      }
    }

    private Optional<RetrieveScope> scope(DataSet match) {
      Optional<String> study = uid(match, Tag.StudyInstanceUID);
      return request.level() == QueryLevel.STUDY
          ? study.map(RetrieveScope::study)
          : study.flatMap(
              of -> uid(match, Tag.SeriesInstanceUID).map(uid -> RetrieveScope.series(of, uid)));
    }

    private Optional<String> uid(DataSet match, int tag) {
      List<String> asked = request.keys().strings(tag);
      return match
          .string(tag)
          .or(() -> asked.size() == 1 ? Optional.of(asked.getFirst()) : Optional.empty())
          .filter(Uid::isValid);
    }

    /** The search has come to its end. */
    void keep() {
      KnownClasses.this.keep(found);
    }
  }

  /** Has a search noted. */
  Told told(FindRequest request) {
    return new Told(request);
  }

  /**
   * The key by which a search has classes told; where it has a value, a PACS may answer by that
   * value alone.
   */
  private static OptionalInt key(FindRequest request) {
    int key =
        switch (request.level()) {
          case STUDY -> Tag.SOPClassesInStudy;
          case SERIES, IMAGE -> Tag.SOPClassUID;
        };
    boolean asked = request.keys().get(key).filter(Element::isEmpty).isPresent();
    return asked && request.level() != QueryLevel.SERIES
        ? OptionalInt.of(key)
        : OptionalInt.empty();
  }

  private synchronized void keep(Map<RetrieveScope, Set<String>> found) {
    silent &= found.isEmpty();
    found.forEach((scope, classes) -> {
      if (scope.seriesInstanceUid().isPresent()) {
        someOf(scope.studyInstanceUid(), scope.seriesInstanceUid().get(), classes);
      } else {
        allOf(scope.studyInstanceUid(), classes);
      }
    });
  }

  /** Notes that the PACS was asked and says nothing of classes. */
  synchronized void toldNothing() {
    silent = true;
  }

  /** Notes what a retrieve brought. */
  synchronized void came(RetrieveScope scope, Collection<String> classes) {
    scope
        .seriesInstanceUid()
        .filter(_ -> !classes.isEmpty())
        .ifPresent(series -> someOf(scope.studyInstanceUid(), series, classes));
    ofLate.removeAll(classes);
    ofLate.addAll(classes);
    while (ofLate.size() > MOST_OF_LATE) {
      ofLate.removeFirst();
    }
  }

  /**
   * What a retrieve is expected to bring: what the PACS said, or what was seen of the series; of a
   * single instance, where little is lost by a wrong guess, what came of late. Without any where it
   * is known that the PACS does not tell; empty where it is to be asked.
   */
  synchronized Optional<NavigableSet<String>> of(RetrieveScope scope) {
    Study study = studies.get(scope.studyInstanceUid());
    if (study != null && !study.all.isEmpty()) {
      return Optional.of(new TreeSet<>(study.all));
    }
    NavigableSet<String> series =
        study == null ? null : study.series.get(scope.seriesInstanceUid().orElse(""));
    if (series != null) {
      return Optional.of(new TreeSet<>(series));
    }
    if (silent) {
      return Optional.of(new TreeSet<>());
    }
    if (scope.sopInstanceUid().isEmpty() || ofLate.isEmpty()) {
      return Optional.empty();
    }
    if (caution > 0) {
      caution--;
      return Optional.empty();
    }
    return Optional.of(new TreeSet<>(ofLate));
  }

  /** What was expected of a scope is not what there is. */
  synchronized void mistaken(RetrieveScope scope) {
    if (studies.remove(scope.studyInstanceUid()) == null) {
      caution = CAUTION;
    }
  }

  private void allOf(String study, Collection<String> classes) {
    Study known = study(study);
    known.all.clear();
    known.all.addAll(classes);
  }

  private void someOf(String study, String series, Collection<String> classes) {
    Map<String, NavigableSet<String>> known = study(study).series;
    known.computeIfAbsent(series, first -> new TreeSet<>()).addAll(classes);
    trim(known, MOST_SERIES);
  }

  private Study study(String uid) {
    Study study = studies.computeIfAbsent(uid, first -> new Study());
    trim(studies, MOST_STUDIES);
    return study;
  }

  private static void trim(Map<?, ?> oldestFirst, int most) {
    if (oldestFirst.size() > most) {
      oldestFirst.remove(oldestFirst.keySet().iterator().next());
    }
  }
}
