package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.archive.Archives;
import io.isthmus.archive.Cancellation;
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
import io.isthmus.query.SearchResource;
import io.isthmus.security.Access;
import io.isthmus.security.Caller;
import io.isthmus.ul.net.PeerAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever an archive gets wrong in C-FIND, searches find what they find in one that is right. */
@Timeout(60)
class MisbehaviourSearchTest {
  private static final List<DemoInstance> DATA = DemoData.instances();
  private static final String STUDY = DATA.getLast().studyInstanceUid();
  private static final String MODALITY = DATA.getLast().header().string(Tag.Modality).orElseThrow();
  private static final String SOP_CLASS =
      DATA.getLast().header().string(Tag.SOPClassUID).orElseThrow();

  private static final List<Search> SEARCHES =
      List.of(
          search(SearchResource.STUDIES, Optional.empty()),
          search(SearchResource.STUDIES, Optional.empty(), key(Tag.ModalitiesInStudy, MODALITY)),
          search(SearchResource.STUDIES, Optional.empty(), key(Tag.PatientID, "DEMO-05")),
          search(SearchResource.STUDY_SERIES, Optional.of(STUDY)),
          search(SearchResource.STUDY_INSTANCES, Optional.of(STUDY)),
          search(SearchResource.ALL_SERIES, Optional.empty(), key(Tag.Modality, MODALITY)),
          search(SearchResource.ALL_INSTANCES, Optional.empty(), key(Tag.SOPClassUID, SOP_CLASS)));

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

  private static List<List<String>> answers(DemoOptions options) throws Exception {
    try (DemoPacs pacs = DemoPacs.start(options, DATA);
        DimseArchive archive =
            DimseArchives.archive(
                new PeerAddress("127.0.0.1", pacs.port(), pacs.aeTitle(), "ISTHMUS"),
                2,
                DimseOptions.Method.AUTO,
                new MoveDesk("ISTHMUS"))) {
      QueryService service =
          new QueryService(
              new Archives(List.of(archive), archive.id()),
              Access.OPEN,
              QueryOptions.DEFAULT,
              Thread.ofVirtual()::start,
              Clock.systemUTC());
      List<List<String>> answers = new ArrayList<>();
      for (Search search : SEARCHES) {
        answers.add(
            service
                .search(Caller.LOCAL, archive.id(), search, new Cancellation())
                .results()
                .stream()
                .map(result -> uid(search.resource(), result))
                .sorted()
                .toList());
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
  void theSearchesFindSomeAndNotAll() throws Exception {
    List<List<String>> right = answers(DemoOptions.DEFAULT);

    assertThat(right).allMatch(found -> !found.isEmpty());
    assertThat(right.get(1).size()).isLessThan(right.getFirst().size());
    assertThat(right.getLast().size()).isLessThan(DATA.size());
    assertThat(SopClass.isStorage(SOP_CLASS)).isTrue();
  }

  /** What no answer says cannot be compared, and what the archive refuses is not searched. */
  @ParameterizedTest
  @EnumSource(
      value = Misbehaviour.class,
      names = {
        "NO_RELATIONAL_QUERIES",
        "NO_COUNTS",
        "NO_MODALITIES_IN_STUDY",
        "FEW_INSTANCE_KEYS",
        "LATIN_ANSWERS",
        "WRONG_CHARACTER_SET",
        "NO_LEVEL_IN_ANSWERS",
        "DUPLICATE_MATCHES",
        "IGNORES_CANCEL",
        "NO_EXTENDED_NEGOTIATION",
        "EMPTY_PROMISE",
        "RELATIONAL_WHEN_NEGOTIATED",
        "RETURNED_BUT_NOT_MATCHED",
        "MATCHES_NOTHING",
        "CANCEL_IS_SUCCESS",
        "NO_STORAGE_CLASSES",
        "STALLS_ABOVE_LIMIT"
      })
  void theSameIsFound(Misbehaviour misbehaviour) throws Exception {
    assertThat(answers(DemoOptions.DEFAULT.with(misbehaviour)))
        .isEqualTo(answers(DemoOptions.DEFAULT));
  }
}
