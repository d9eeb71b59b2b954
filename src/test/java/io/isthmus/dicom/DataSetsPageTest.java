package io.isthmus.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/data-sets.md names tests that exist. */
class DataSetsPageTest {
  private static final Pattern NAMED = Pattern.compile("`([A-Za-z0-9]+Test)#([A-Za-z0-9]+)`");
  private static final Path TESTS = Path.of("src/test/java/io/isthmus");

  @Test
  void everyRowNamesATestThatExists() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("docs/data-sets.md"));
    List<String> rows =
        lines.stream().filter(line -> line.startsWith("| ") && !line.endsWith("| test |")).toList();

    assertThat(rows).hasSizeGreaterThan(40).allMatch(row -> NAMED.matcher(row).find());
    for (String row : rows) {
      for (MatchResult named : NAMED.matcher(row).results().toList()) {
        assertThat(source(named.group(1)))
            .as(named.group())
            .containsPattern("(?m)^  (void|Stream<DynamicTest>) " + named.group(2) + "\\(");
      }
    }
  }

  private static String source(String testClass) throws IOException {
    try (Stream<Path> all = Files.walk(TESTS)) {
      Path file =
          all.filter(path -> path.endsWith(testClass + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(testClass + " does not exist"));
      return Files.readString(file);
    }
  }
}
