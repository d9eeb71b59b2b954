package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.Archives;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.Profiles;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TagPath;
import io.isthmus.query.MatchKey;
import io.isthmus.query.QueryOptions;
import io.isthmus.query.QueryService;
import io.isthmus.query.Search;
import io.isthmus.query.SearchAnswer;
import io.isthmus.query.SearchAnswer.Notice;
import io.isthmus.query.SearchResource;
import io.isthmus.security.Access;
import io.isthmus.security.Caller;
import io.isthmus.ul.net.PeerAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fuzzy matching with pynetdicom, which Debian does not package: {@code
 * -Disthmus.pynetdicom=FOLDER} names one that holds it.
 */
@Timeout(60)
@Requirement({"QIDO-16", "DIM-08"})
class FuzzyPynetdicomTest {
  private static final QueryOptions OPTIONS =
      new QueryOptions(100, QueryOptions.Order.AUTO, 100, 100, false, 0, 1);

  @TempDir Path folder;

  @Test
  void namesAreFoundByLikenessWhereThePacsAgreesToThat() throws Exception {
    SearchAnswer answer = search("1", "Mayer^Eva", true);
    assertThat(answer.results())
        .singleElement()
        .satisfies(study -> assertThat(study.string(Tag.PatientName)).hasValue("Meier^Eva"));
    assertThat(answer.notices()).isEmpty();
  }

  @Test
  void namesAreFoundAsTheyAreWrittenWhereNobodyAskedForMore() throws Exception {
    assertThat(search("1", "Mayer^Eva", false).results()).isEmpty();
  }

  @Test
  void aPacsThatDoesNotAgreeIsSaid() throws Exception {
    assertThat(search("0", "Mayer^Eva", true).results()).isEmpty();
    SearchAnswer literal = search("0", "Meier^Eva", true);
    assertThat(literal.results()).hasSize(1);
    assertThat(literal.notices()).containsExactly(Notice.FUZZY_MATCHING_UNSUPPORTED);
  }

  private SearchAnswer search(String agrees, String name, boolean fuzzy) throws Exception {
    String pynetdicom = System.getProperty("isthmus.pynetdicom", "");
    Assumptions.assumeFalse(
        pynetdicom.isEmpty(), "no pynetdicom; name its folder with -Disthmus.pynetdicom=FOLDER");
    int port = Programs.freePort();
    List<String> command =
        List.of(
            "env",
            "PYTHONPATH=" + pynetdicom,
            Peers.python(),
            "src/test/pynetdicom/fuzzy.py",
            Integer.toString(port),
            agrees);
    Process pacs = Programs.serve(command, folder.resolve("log-" + port), port);
    try (DimseArchive archive =
        DimseArchives.archive(
            new PeerAddress("127.0.0.1", port, "PACS", "ISTHMUS"),
            1,
            DimseOptions.Method.AUTO,
            new MoveDesk("ISTHMUS"))) {
      Search search =
          new Search(
              SearchResource.STUDIES,
              Optional.empty(),
              Optional.empty(),
              List.of(new MatchKey(TagPath.of(Tag.PatientName), List.of(name))),
              List.of(),
              false,
              0,
              OptionalLong.empty(),
              fuzzy,
              false,
              false);
      return new QueryService(
              new Archives(List.of(archive), archive.id()),
              Profiles.none(),
              Access.OPEN,
              OPTIONS,
              Thread.ofVirtual()::start,
              Clock.systemUTC())
          .search(Caller.LOCAL, archive.id(), search, new Cancellation());
    } finally {
      pacs.destroy();
    }
  }
}
