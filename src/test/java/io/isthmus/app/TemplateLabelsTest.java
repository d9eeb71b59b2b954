package io.isthmus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are refused before they reach a route leave no UIDs among the labels. */
class TemplateLabelsTest {

  @ParameterizedTest
  @CsvSource({
    "/dicomweb/studies/1.2.3/metadata, /dicomweb/studies/{study}/metadata",
    "/dicomweb/studies/1.2.3/metadata/, /dicomweb/studies/{study}/metadata",
    "/pacs/main/dicomweb/studies/1.2, /pacs/{pacs}/dicomweb/studies/{study}",
    "/isthmus/pacs/main/profile, /isthmus/pacs/{pacs}/profile",
    "/isthmus/pacs/main/1.2.3, UNKNOWN",
    "/dicomweb/studies/1.2.3/nothing, UNKNOWN",
    "/pacs/DOE^JANE, UNKNOWN",
    "/dicomweb/studies/{study}, /dicomweb/studies/{study}",
    "/q/health, /q/health",
  })
  void aPathIsMeasuredUnderItsTemplate(String path, String label) {
    Meter.Id id =
        new Meter.Id(
            "http.server.requests",
            Tags.of("uri", path, "status", "413"),
            null,
            null,
            Meter.Type.TIMER);
    Meter.Id mapped = new TemplateLabels().map(id);
    assertThat(mapped.getTag("uri")).isEqualTo(label);
    assertThat(mapped.getTag("status")).isEqualTo("413");
  }
}
