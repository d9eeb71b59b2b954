package io.isthmus.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Content-Security-Policy of {@code default-src 'self'} asks of the page. */
class PageFilesTest {

  private static String file(String name) {
    try (InputStream in = PageFilesTest.class.getResourceAsStream("/META-INF/resources/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void thePageHasNoScriptAndNoStyleInside() {
    assertThat(file("index.html"))
        .doesNotContainPattern("<style|style=| on[a-z]+=")
        .doesNotContainPattern("<script(?![^>]* src=)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"index.html", "isthmus.css", "isthmus.js"})
  void nothingComesFromElsewhere(String name) {
    assertThat(file(name)).doesNotContainPattern("https?://");
  }

  @Test
  void whatServersSayNeverBecomesHtml() {
    assertThat(file("isthmus.js"))
        .doesNotContainPattern("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(");
  }

  @Test
  void everythingThatThePageAsksForIsThere() {
    for (String name : new String[] {"isthmus.css", "isthmus.js", "isthmus.svg"}) {
      assertThat(file("index.html")).contains("\"" + name + "\"");
      assertThat(file(name)).isNotEmpty();
    }
  }
}
