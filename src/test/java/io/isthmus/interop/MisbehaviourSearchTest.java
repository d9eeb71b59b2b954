package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.archive.Archives;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.Profiles;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.demo.DemoOptions;
import io.isthmus.demo.DemoPacs;
import io.isthmus.demo.Misbehaviour;
import io.isthmus.demo.data.DemoData;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TagPath;
import io.isthmus.query.MatchKey;
import io.isthmus.query.QueryOptions;
import io.isthmus.query.QueryService;
import io.isthmus.query.Search;
import io.isthmus.query.SearchAnswer;
import io.isthmus.query.SearchResource;
import io.isthmus.security.Access;
import io.isthmus.security.Caller;
import io.isthmus.ul.net.PeerAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever an archive gets wrong in C-FIND, searches find what they find in one that is right. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MisbehaviourSearchTest {
  private static final List<DemoInstance> DATA = DemoData.instances();
  private static final String STUDY = DATA.getLast().studyInstanceUid();
  private static final String MODALITY = DATA.getLast().header().string(Tag.Modality).orElseThrow();
  private static final String SOP_CLASS =
      DATA.getLast().header().string(Tag.SOPClassUID).orElseThrow();

  /** Of two series. */
  private static final String TWO_SERIES =
      DATA.stream()
          .filter(one -> one.header().string(Tag.StudyDescription).orElse("").startsWith("MR "))
          .findFirst()
          .orElseThrow()
          .studyInstanceUid();

  private static final Set<Misbehaviour> SILENT_ON_SOP_CLASSES =
      Set.of(Misbehaviour.NO_SOP_CLASSES, Misbehaviour.FEW_INSTANCE_KEYS);

  private static final Search BY_SOP_CLASS =
      search(SearchResource.ALL_INSTANCES, Optional.empty(), key(Tag.SOPClassUID, SOP_CLASS));

  private static final Search BY_OPTIONAL_KEY =
      search(
          SearchResource.STUDIES,
          Optional.empty(),
          key(Tag.ReferringPhysicianName, "Fiction^Fiona*"));

  private static final List<Search> SEARCHES =
      List.of(
          search(SearchResource.STUDIES, Optional.empty()),
          search(SearchResource.STUDIES, Optional.empty(), key(Tag.ModalitiesInStudy, MODALITY)),
          search(SearchResource.STUDIES, Optional.empty(), key(Tag.PatientID, "DEMO-05")),
          search(SearchResource.STUDY_SERIES, Optional.of(STUDY)),
          search(SearchResource.STUDY_INSTANCES, Optional.of(STUDY)),
          search(SearchResource.STUDY_INSTANCES, Optional.of(TWO_SERIES)),
          search(SearchResource.ALL_SERIES, Optional.empty(), key(Tag.Modality, MODALITY)),
          BY_OPTIONAL_KEY,
          BY_SOP_CLASS);

  /** What is found only where it is known how the archive deals with these keys. */
  private static final List<Search> HARDER =
      List.of(
          search(SearchResource.STUDIES, Optional.empty(), key(Tag.PatientName, "EXAMPLE^a*")),
          search(SearchResource.STUDIES, Optional.empty(), key(Tag.PatientName, "m\u00FCSTER*")),
          search(SearchResource.STUDIES, Optional.empty(), key(Tag.SOPClassesInStudy, SOP_CLASS)),
          search(
              SearchResource.STUDIES, Optional.empty(), key(Tag.NumberOfStudyRelatedSeries, "2")));

  /** What a search found, and whether it said that it is not sure of it. */
  private record Answer(List<String> uids, boolean unsure) {
    boolean isRight(Answer right) {
      return uids.equals(right.uids) || (unsure && uids.containsAll(right.uids));
    }
  }

  private List<Answer> right = List.of();
  private List<Answer> rightHarder = List.of();

  @BeforeAll
  void askAnArchiveThatIsRight() throws Exception {
    right = answers(DemoOptions.DEFAULT, false, SEARCHES);
    rightHarder = answers(DemoOptions.DEFAULT, false, HARDER);
  }

  private static MatchKey key(int tag, String value) {
    return new MatchKey(TagPath.of(tag), List.of(value));
  }

  private static Search search(SearchResource resource, Optional<String> study, MatchKey... keys) {
    return new Search(
        resource,
        study,
        Optional.empty(),
        List.of(keys),
        List.of(),
        false,
        0,
        OptionalLong.empty(),
        false,
        false,
        false);
  }

  private static List<Answer> answers(DemoOptions options, boolean tried, List<Search> searches)
      throws Exception {
    try (DemoPacs pacs = DemoPacs.start(options, DATA);
        DimseArchive archive =
            DimseArchives.archive(
                new PeerAddress("127.0.0.1", pacs.port(), pacs.aeTitle(), "ISTHMUS"),
                4,
                DimseOptions.Method.AUTO,
                new MoveDesk("ISTHMUS"))) {
      Profiles profiles =
          new Profiles(
              Map.of(archive.id(), new Profiles.Subject(archive, Map.of())),
              Optional.empty(),
              Duration.ZERO,
              Clock.systemUTC());
      if (tried) {
        profiles.probe(archive.id());
      }
      QueryService service =
          new QueryService(
              new Archives(List.of(archive), archive.id()),
              profiles,
              Access.OPEN,
              QueryOptions.DEFAULT,
              Thread.ofVirtual()::start,
              Clock.systemUTC());
      List<Answer> answers = new ArrayList<>();
      for (Search search : searches) {
        SearchAnswer answer =
            service.search(Caller.LOCAL, archive.id(), search, new Cancellation());
        answers.add(
            new Answer(
                answer.results().stream().map(one -> uid(search.resource(), one)).sorted().toList(),
                answer.notices().contains(SearchAnswer.Notice.MATCHING_UNTOLD)));
      }
      return answers;
    }
  }

  private static String uid(SearchResource resource, DataSet result) {
    int tag =
        switch (resource.level()) {
          case STUDY -> Tag.StudyInstanceUID;
          case SERIES -> Tag.SeriesInstanceUID;
          case IMAGE -> Tag.SOPInstanceUID;
        };
    return result.string(tag).orElseThrow();
  }

  @Test
  void theSearchesFindSomeAndNotAll() {
    assertThat(right).allMatch(answer -> !answer.uids.isEmpty() && !answer.unsure);
    assertThat(right.get(1).uids.size()).isLessThan(right.getFirst().uids.size());
    assertThat(right.getLast().uids.size()).isLessThan(DATA.size());
    assertThat(rightHarder).allMatch(answer -> !answer.uids.isEmpty() && !answer.unsure);
    assertThat(SopClass.isStorage(SOP_CLASS)).isTrue();
  }

  /** What no answer says cannot be compared; that is said. */
  @ParameterizedTest
  @EnumSource(value = Misbehaviour.class)
  void theSameIsFound(Misbehaviour misbehaviour) throws Exception {
    List<Answer> answers = answers(DemoOptions.DEFAULT.with(misbehaviour), false, SEARCHES);
    compare(answers, misbehaviour, false);
  }

  @ParameterizedTest
  @EnumSource(value = Misbehaviour.class)
  void theSameIsFoundWhereTheArchiveWasTriedBefore(Misbehaviour misbehaviour) throws Exception {
    DemoOptions options = DemoOptions.DEFAULT.with(misbehaviour);
    compare(answers(options, true, SEARCHES), misbehaviour, true);
    List<Answer> harder = answers(options, true, HARDER);
    for (int i = 0; i < HARDER.size(); i++) {
      assertThat(harder.get(i).isRight(rightHarder.get(i)))
          .as("%s, %s: %s", misbehaviour, HARDER.get(i), harder.get(i))
          .isTrue();
    }
  }

  /**
   * An empty value of a key that was refused says nothing until it is known that the archive tells
   * it.
   */
  private void compare(List<Answer> answers, Misbehaviour misbehaviour, boolean tried) {
    for (int i = 0; i < SEARCHES.size(); i++) {
      Search search = SEARCHES.get(i);
      boolean mayBeUnsure =
          search.equals(BY_SOP_CLASS)
              ? SILENT_ON_SOP_CLASSES.contains(misbehaviour)
              : search.equals(BY_OPTIONAL_KEY)
                  && !tried
                  && misbehaviour == Misbehaviour.REFUSES_OPTIONAL_KEYS;
      assertThat(answers.get(i).isRight(right.get(i)))
          .as("%s: %s", search, answers.get(i))
          .isTrue();
      assertThat(!answers.get(i).unsure || mayBeUnsure).as("%s", search).isTrue();
    }
  }
}
