package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Archives;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.Federation;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.query.SearchAnswer;
import io.isthmus.security.Access;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.Handler;
import io.isthmus.web.http.HttpEdge;
import io.isthmus.web.page.PacsStatesResource;
import io.isthmus.web.qido.QidoOptions;
import io.isthmus.web.qido.QidoResource;
import io.isthmus.web.qido.Searches;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, in front of canned answers. */
@Timeout(120)
class PageInteropTest {
  @TempDir Path profile;

  @BeforeAll
  static void needsABrowser() {
    Peers.need("chromium", "chromium");
  }

  private static DataSet study(String name, String description) {
    return DataSet.builder()
        .specificCharacterSet("ISO_IR 192")
        .uid(Tag.StudyInstanceUID, "1.2.3")
        .text(Tag.PatientName, name)
        .text(Tag.PatientID, "P1")
        .text(Tag.StudyDate, "20260131")
        .text(Tag.StudyDescription, description)
        .build();
  }

  /** The document after its scripts have run, as the browser writes it. */
  private String page(Searches searches) throws IOException, InterruptedException {
    return page(searches, FakeArchive.named("main").alone());
  }

  private String page(Searches searches, Archives archives)
      throws IOException, InterruptedException {
    Map<Endpoint, Handler> handlers = new EnumMap<>(Endpoint.class);
    handlers.putAll(new QidoResource(searches, QidoOptions.DEFAULT).handlers());
    handlers.putAll(new PacsStatesResource(archives, Access.OPEN).handlers());
    try (HttpEdge edge = HttpEdge.serving(archives, handlers)) {
      edge.router().route("/*").last().handler(StaticHandler.create("META-INF/resources"));
      Process browser =
          new ProcessBuilder(
                  "chromium",
                  "--headless",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-sync",
                  "--no-first-run",
                  "--user-data-dir=" + profile,
                  "--virtual-time-budget=5000",
                  "--dump-dom",
                  edge.address("/"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String document = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return document;
    }
  }

  @Test
  void studiesAreListedWithTheirNamesInEveryScriptAndAnHonestCount() throws Exception {
    SearchAnswer answer =
        SearchAnswer.of(
            "main",
            List.of(study("Yamada^Tarou=山田^太郎=やまだ^たろう", "<b>CT</b> & more")),
            true,
            OptionalLong.of(41),
            Set.of());
    String document = page((caller, pacs, search, cancellation) -> answer);
    assertThat(document)
        .contains(">Yamada, Tarou</bdi>")
        .contains(">山田 太郎</bdi>")
        .contains(">やまだ たろう</bdi>")
        .contains("2026-01-31")
        .contains("1 to 1 of 42")
        .contains("&lt;b&gt;CT&lt;/b&gt; &amp; more")
        .contains("PACS not asked yet");
  }

  @Test
  void warningsAreToldAndNoTotalThatNobodyKnows() throws Exception {
    SearchAnswer answer =
        SearchAnswer.of(
            "main",
            List.of(study("Doe^Jane", "CT")),
            true,
            OptionalLong.empty(),
            Set.of(SearchAnswer.Notice.OPTIONAL_KEYS_UNSUPPORTED));

    String document = page((caller, pacs, search, cancellation) -> answer);

    assertThat(document)
        .contains("1 to 1; there are more")
        .contains("<li>The PACS does not support matching on some of the attributes.")
        .doesNotContain(" of 1");
  }

  @Test
  void aFederationThatIsTheDefaultIsWhatThePageSearchesAndSays() throws Exception {
    Archives archives =
        new Archives(
            List.of(FakeArchive.named("one"), FakeArchive.named("two")),
            "all",
            Optional.of(new Federation("all", List.of("one", "two"), false)));
    List<String> asked = new CopyOnWriteArrayList<>();

    String document =
        page(
            (caller, pacs, search, cancellation) -> {
              asked.add(pacs);
              return SearchAnswer.of(
                  "two", List.of(study("Doe^Jane", "CT")), false, OptionalLong.empty(), Set.of());
            },
            archives);

    assertThat(asked).containsExactly("all");
    assertThat(document)
        .containsPattern("<option value=\"all\" selected[^>]*>all<")
        .contains("<option value=\"one\">", "<option value=\"two\">")
        .contains(">Doe, Jane</bdi>")
        .containsPattern("<details id=\"profile\" class=\"profile\" hidden");
  }

  @Test
  void aFailureIsToldInTheWordsOfTheServer() throws Exception {
    String document =
        page((caller, pacs, search, cancellation) -> {
          throw new ArchiveException(new ArchiveFailure.Unreachable(pacs, "no route"));
        });
    assertThat(document)
        .contains("The studies could not be listed")
        .contains("PACS main: cannot be reached at the moment")
        .contains("status 503");
  }

  @Test
  void aPacsWithoutStudiesIsToldSo() throws Exception {
    SearchAnswer nothing =
        SearchAnswer.of("main", List.of(), false, OptionalLong.empty(), Set.of());
    assertThat(page((caller, pacs, search, cancellation) -> nothing))
        .contains("This PACS has no studies")
        .contains("No study found");
  }
}
