package io.isthmus;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.isthmus.dicom.data.Dictionary;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps what is written about the code true, and what every file has to have. */
class DocumentationTest {
  private static final Path DOCS = Path.of("docs");
  private static final Path MAIN = Path.of("src/main/java");
  private static final Path TEST = Path.of("src/test/java");
  private static final int LONGEST_CLASS = 299;

  /** A span of code in running text. */
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern QUALIFIED = Pattern.compile("io\\.isthmus(?:\\.\\w+)*");

  /** A class, or a member of one. */
  private static final Pattern CLASS =
      Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:\\.[a-z]\\w*(?:\\(\\))?)?s?");

  /** A word with a capital inside, as only names of classes and of attributes have them. */
  private static final Pattern CAMEL = Pattern.compile("\\b[A-Z][a-z0-9]+[A-Z]\\w*\\b");

  @Test
  void everyClassAndPackageThatTheDocumentationNamesExists() throws IOException {
    Set<String> ours = simpleNames(MAIN);
    ours.addAll(simpleNames(TEST));
    Set<String> known = new HashSet<>(ours);
    known.addAll(javaBase());
    int found = 0;
    for (Path page : pages()) {
      Set<String> names = namesIn(Files.readString(page));
      assertThat(names).as(page.toString()).allSatisfy(name -> exists(name, known));
      found += (int) names.stream().filter(ours::contains).count();
    }
    assertThat(found).as("names of our classes found at all").isGreaterThan(5);
  }

  @Test
  void noClassIsLongerThanAReaderCanHold() throws IOException {
    for (Path file : javaFiles(MAIN)) {
      assertThat(lengthWithoutImports(file))
          .as("lines of " + file)
          .isLessThanOrEqualTo(LONGEST_CLASS);
    }
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
    for (Path folder : javaFiles(MAIN).stream().map(Path::getParent).collect(toSet())) {
      Path info = folder.resolve("package-info.java");
      assertThat(info).exists();
      assertThat(Files.readString(info))
          .as(info.toString())
          .startsWith("/**")
          .contains("\n@NullMarked\n");
    }
  }

  @Test
  void theMavenWrapperFindsAJdk() throws IOException {
    assumeTrue(
        Files.exists(Path.of(".mvn/find-jdk.sh")), "there is no .mvn/find-jdk.sh to be used");
    assertThat(Files.readAllLines(Path.of("mvnw")))
        .as(
            "mvnw was renewed: put the line that sources .mvn/find-jdk.sh back before its first use of JAVA_HOME")
        .contains(". \"$(dirname \"$0\")/.mvn/find-jdk.sh\"");
  }

  private static void exists(String name, Set<String> simpleNames) {
    if (name.startsWith("io.isthmus")) {
      Path path = Path.of(name.replace('.', '/'));
      assertThat(
              Stream.of(MAIN, TEST)
                  .anyMatch(root ->
                      Files.isDirectory(root.resolve(path))
                          || Files.exists(root.resolve(path + ".java"))))
          .as(name)
          .isTrue();
    } else {
      assertThat(simpleNames).as("class of this name").contains(name);
    }
  }

  /** What a page names: in code spans, and in its pictures of the architecture. */
  private static Set<String> namesIn(String page) {
    Set<String> names = new HashSet<>();
    String text = FENCED.matcher(page).replaceAll("");
    CODE.matcher(text)
        .results()
        .map(span -> span.group(1))
        .forEach(code -> {
          if (QUALIFIED.matcher(code).matches()) {
            names.add(code);
          }
          CLASS.matcher(code).results().filter(all(code)).forEach(m -> names.add(m.group(1)));
        });
    FENCED
        .matcher(page)
        .results()
        .map(MatchResult::group)
        .filter(picture -> picture.contains("->") || picture.contains("──"))
        .flatMap(picture -> CAMEL.matcher(picture).results())
        .forEach(word -> names.add(word.group()));
    names.removeIf(name -> Dictionary.byKeyword(name).isPresent());
    return names;
  }

  private static Predicate<MatchResult> all(String code) {
    return match -> match.start() == 0 && match.end() == code.length();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String name : List.of("architecture.md", "concurrency.md")) {
      if (Files.exists(DOCS.resolve(name))) {
        pages.add(DOCS.resolve(name));
      }
    }
    return pages;
  }

  private static long lengthWithoutImports(Path file) throws IOException {
    return Files.readAllLines(file).stream().filter(line -> !line.startsWith("import ")).count();
  }

  private static Set<String> simpleNames(Path root) throws IOException {
    Set<String> names = new HashSet<>();
    Pattern nested = Pattern.compile("\\b(?:class|interface|record|enum) ([A-Z]\\w*)");
    for (Path file : javaFiles(root)) {
      nested.matcher(Files.readString(file)).results().forEach(match -> names.add(match.group(1)));
    }
    return names;
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static Set<String> javaBase() throws IOException {
    Path classes = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base/java");
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(name.lastIndexOf('$') + 1, name.length() - ".class".length()))
          .collect(toSet());
    }
  }
}
