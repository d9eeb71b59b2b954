package io.isthmus.archive.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.codec.Implementation;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pool.Recipes;
import io.isthmus.web.http.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The DICOM Conformance Statement names what there is; {@code -Disthmus.pages.write=true} writes
 * its tables anew.
 */
class ConformanceStatementTest {
  private static final Path PAGE = Path.of("docs/dicom-conformance-statement.md");
  private static final String TABLES = "from what is proposed.\n\n";

  @Test
  @Requirement("CAP-11")
  void itsTablesAreWhatIsProposed() throws IOException {
    String page = Files.readString(PAGE);
    String whole = page.substring(0, page.indexOf(TABLES) + TABLES.length()) + tables();
    if (Boolean.getBoolean("isthmus.pages.write")) {
      Files.writeString(PAGE, whole);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(whole);
  }

  @Test
  @Requirement("CAP-11")
  void itNamesTheImplementationAndEachResource() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(page).contains(Implementation.CLASS_UID, Implementation.VERSION_NAME);
    assertThat(Stream.of(Endpoint.values()).filter(one -> one.root() == Endpoint.Root.DICOMWEB))
        .allSatisfy(one -> assertThat(page).contains(resource(one.template())));
  }

  /** As the page has it: collections below a resource by the name that is put behind it. */
  private static String resource(String template) {
    List<String> collections = List.of("/metadata", "/bulkdata", "/pixeldata");
    return collections.stream().filter(template::endsWith).findFirst().orElse(template);
  }

  private static String tables() {
    String syntaxes =
        PassedSyntaxes.UIDS.stream()
            .map(TransferSyntax::of)
            .map(syntax -> "| %s | `%s` |\n".formatted(syntax.name(), syntax.uid()))
            .collect(Collectors.joining());
    String classes =
        SopClass.storageClasses().stream()
            .map(uid ->
                "| %s | `%s` | %s |\n"
                    .formatted(
                        SopClass.name(uid).orElse("(retired)"),
                        uid,
                        Recipes.frequentClasses().contains(uid) ? "in each" : "where it is there"))
            .collect(Collectors.joining());
    return "| transfer syntax in which instances are received | UID |\n|---|---|\n"
        + syntaxes
        + "\n| storage class | UID | proposed with C-GET |\n|---|---|---|\n"
        + classes;
  }
}
