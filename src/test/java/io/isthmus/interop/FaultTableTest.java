package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.interop.FaultBench.Question;
import io.isthmus.interop.FaultBench.Resource;
import io.isthmus.interop.FaultBench.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of {@code docs/faults.md}, each played by a PACS of hand-written bytes and asked for
 * over HTTP.
 */
@Timeout(120)
class FaultTableTest {
  private static final Pattern STATUSES =
      Pattern.compile("(?<= ends with )[0-9A-F]{4}(, [0-9A-F]{4})*");

  /** What PS3.7 9.1 and C, PS3.4 B.2 and C.4 list, one of each range, and some that no list has. */
  private static final List<String> ALL_STATUSES =
      List.of(
          ("0000 0001 0107 0116 B000 B001 B006 B007 FE00 A700 A701 A702 A801 A900 C000 C001 CFFF"
                  + " 0105 0106 0110 0111 0112 0113 0114 0115 0117 0118 0119 0120 0121 0122 0123"
                  + " 0124 0131 0210 0211 0212 0213 0003 A123 D000 FF02 FFFF")
              .split(" "));

  private static FaultBench bench;

  @BeforeAll
  static void listen(@TempDir Path root) {
    bench = new FaultBench(root);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  /** A line of the page, with what is answered to both requests in each of its columns. */
  record Line(String what, List<String> cells) {
    String name() {
      return STATUSES.matcher(what).replaceFirst(Matcher.quoteReplacement(FaultTable.STATUS));
    }

    /** The statuses that it is about, or 0000 alone where it is about none. */
    List<Integer> statuses() {
      return STATUSES.matcher(what).results().map(MatchResult::group).findFirst().stream()
          .flatMap(list -> Stream.of(list.split(", ")))
          .map(status -> Integer.parseInt(status, 16))
          .toList();
    }

    FaultTable.Row row(int status) {
      IntFunction<FaultTable.Row> row = TABLE.rows().get(name());
      assertThat(row).as("a row that nothing proves").isNotNull();
      return row.apply(status);
    }

    FaultTable.Row row() {
      return row(statuses().isEmpty() ? 0 : statuses().getFirst());
    }

    /** The first and the second answer. */
    List<String> cell(Way way, boolean one) {
      int column = (way.method() == DimseOptions.Method.GET ? 0 : 1) + (one ? 2 : 0);
      List<String> both = Pattern.compile(", then ").splitAsStream(cells.get(column)).toList();
      return List.of(both.getFirst(), both.getLast());
    }

    @Override
    public String toString() {
      return what;
    }
  }

  private static final FaultTable TABLE = new FaultTable();

  static Stream<Line> page() throws IOException {
    return Files.readAllLines(Path.of("docs/faults.md")).stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| what happens"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
        .map(cells -> new Line(cells.getFirst(), cells.subList(1, cells.size())));
  }

  @ParameterizedTest
  @MethodSource("page")
  @Requirement({"COM-09", "COM-10", "DIM-25", "DIM-31", "WADO-12"})
  void eachRowOfThePageIsWhatHappens(Line line) throws Exception {
    List<Question> questions =
        Stream.of(Way.GET, Way.MOVE)
            .flatMap(way ->
                Stream.of(Resource.values())
                    .map(resource -> new Question(line.row(), way, resource)))
            .toList();
    assertThat(bench.askTwice(questions))
        .as("%s", questions)
        .isEqualTo(
            questions.stream()
                .map(asked -> line.cell(asked.way(), asked.resource().isOfOneInstance()))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("page")
  @Requirement({"COM-09", "DIM-31"})
  void eachStatusOfARowIsAnsweredAsTheFirst(Line line) throws Exception {
    List<Integer> statuses = line.statuses().stream().skip(1).toList();
    for (Way way : List.of(Way.GET, Way.MOVE)) {
      List<Question> questions =
          statuses.stream()
              .map(status -> new Question(line.row(status), way, Resource.STUDY))
              .toList();
      List<List<String>> answers = bench.askTwice(questions);
      for (int i = 0; i < statuses.size(); i++) {
        assertThat(answers.get(i))
            .as("%04X by %s", statuses.get(i), way.method())
            .isEqualTo(line.cell(way, false));
      }
    }
  }

  /** Law: as soon as it streams, a 200 that comes to its end has everything. */
  @ParameterizedTest
  @MethodSource("page")
  @Requirement("COM-10")
  void aStreamedAnswerThatEndsLacksNothing(Line line) throws Exception {
    List<Way> ways = List.of(Way.GET.streaming(), Way.MOVE.streaming());
    List<List<String>> answers = bench.askTwice(asking(line, ways, Resource.STUDY));
    for (int i = 0; i < ways.size(); i++) {
      for (String answer : answers.get(i)) {
        assertThat(!answer.startsWith("2") || line.cell(ways.get(i), false).contains(answer))
            .as("%s by %s", answer, ways.get(i).method())
            .isTrue();
      }
    }
  }

  /** Law: so do metadata of instances that the PACS sends without their bulk data (DIM-27). */
  @ParameterizedTest
  @MethodSource("page")
  @Requirement("COM-10")
  void metadataOfInstancesWithoutBulkDataLackNothing(Line line) throws Exception {
    List<Way> ways = List.of(Way.GET.offeringPartial(), Way.MOVE.offeringPartial());
    List<List<String>> answers = bench.askTwice(asking(line, ways, Resource.METADATA));
    for (int i = 0; i < ways.size(); i++) {
      for (String answer : answers.get(i)) {
        assertThat(
                !answer.startsWith("2")
                    || answer.equals("200 with 2")
                    || line.cell(ways.get(i), false).contains(answer))
            .as("%s by %s", answer, ways.get(i).method())
            .isTrue();
      }
    }
  }

  private static List<Question> asking(Line line, List<Way> ways, Resource resource) {
    return ways.stream().map(way -> new Question(line.row(), way, resource)).toList();
  }

  @Test
  void everyRowAndEveryStatusIsOnThePage() throws Exception {
    assertThat(page().map(Line::name).distinct().toList())
        .containsExactlyElementsOf(TABLE.rows().keySet());
    for (String name : TABLE.rows().keySet()) {
      if (name.contains(FaultTable.STATUS)) {
        List<Integer> told =
            page()
                .filter(line -> line.name().equals(name))
                .flatMap(l -> l.statuses().stream())
                .toList();
        assertThat(told).as(name).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(told).stream().map("%04X"::formatted).toList())
            .as(name)
            .containsExactlyElementsOf(new TreeSet<>(ALL_STATUSES));
      }
    }
  }
}
