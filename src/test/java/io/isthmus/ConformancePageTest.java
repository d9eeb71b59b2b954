package io.isthmus;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The page of requirements that a test proves is made of the tests, and committed. */
class ConformancePageTest {
  private static final Path PAGE = Path.of("docs/conformance.md");

  private static final String HEAD =
      """
      # Conformance: which requirements a test proves

      The ids name requirements of DICOM and IHE (QIDO: PS3.18 10.6; WADO: PS3.18 10.4; DIM: PS3.4 and PS3.7 as a gateway uses them; MT, JSON, XML: media
      types and data models; COM: common to all). An id stands here only if a test carries it, and a test carries it only if it fails when that
      behaviour is broken. This page is made by `ConformancePageTest`; `./mvnw -Dquick test -Dtest=ConformancePageTest -Disthmus.pages.write=true` writes it.

      | id | proven by |
      |---|---|
      """;

  @Test
  void thePageListsExactlyTheRequirementsThatTestsCarry() throws IOException {
    String page = page();
    if (Boolean.getBoolean("isthmus.pages.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String page() {
    Map<String, Set<String>> proofs =
        new TreeMap<>(
            Comparator.comparing((String id) -> id.replaceAll("-.*", ""))
                .thenComparing(id -> Integer.valueOf(id.replaceAll("\\D", ""))));
    JavaClasses tests = new ClassFileImporter().importPath(ownClasses());
    for (JavaClass test : tests) {
      if (test.isAnnotatedWith(Requirement.class)) {
        add(proofs, test.getAnnotationOfType(Requirement.class), test.getSimpleName());
      }
      for (JavaMethod method : test.getMethods()) {
        if (method.isAnnotatedWith(Requirement.class)) {
          add(
              proofs,
              method.getAnnotationOfType(Requirement.class),
              test.getSimpleName() + "." + method.getName());
        }
      }
    }
    StringBuilder page = new StringBuilder(HEAD);
    proofs.forEach((id, names) ->
        page.append("| ")
            .append(id)
            .append(" | `")
            .append(String.join("`, `", names))
            .append("` |\n"));
    return page.toString();
  }

  /** The folder of the compiled tests, wherever the build puts it. */
  private static Path ownClasses() {
    try {
      return Path.of(
          ConformancePageTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(Map<String, Set<String>> proofs, Requirement requirement, String name) {
    for (String id : requirement.value()) {
      proofs.computeIfAbsent(id, absent -> new TreeSet<>()).add(name);
    }
  }
}
