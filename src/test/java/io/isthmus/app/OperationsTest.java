package io.isthmus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.archive.ArchiveState;
import io.isthmus.archive.ObservedArchive;
import io.isthmus.retrieve.spool.SpoolUsage;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What whoever operates the gateway is told of its PACS. */
class OperationsTest {
  private static final Optional<Instant> SINCE = Optional.of(Instant.parse("2026-01-02T03:04:05Z"));

  private static ArchiveState state(Optional<Boolean> reachable) {
    Optional<String> failure = reachable.filter(answers -> !answers).map(no -> "no connection");
    return new ArchiveState("main", reachable, reachable.flatMap(known -> SINCE), failure, 2, 1, 8);
  }

  @Test
  void healthSaysSinceWhenAPacsAnswersOrNotAndWhy() {
    assertThat(PacsHealth.said(state(Optional.empty()))).isEqualTo("not asked yet");
    assertThat(PacsHealth.said(state(Optional.of(true))))
        .isEqualTo("answers since 2026-01-02T03:04:05Z");
    assertThat(PacsHealth.said(state(Optional.of(false))))
        .isEqualTo("does not answer since 2026-01-02T03:04:05Z: no connection");
  }

  @Test
  void eachPacsAndTheSpoolAreMeasured() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    ObservedArchive pacs = new ObservedArchive(state(Optional.of(true)));
    SpoolUsage usage = new SpoolUsage(5, 7, 1, 0, 0);
    Telemetry.measure(pacs, registry);
    Telemetry.measure(() -> usage, registry);

    assertThat(
            registry.getMeters().stream()
                .collect(
                    Collectors.toMap(
                        meter -> meter.getId().getName(),
                        meter -> registry.get(meter.getId().getName()).gauge().value())))
        .containsOnly(
            Map.entry("isthmus.associations.used", 2.0),
            Map.entry("isthmus.associations.idle", 1.0),
            Map.entry("isthmus.associations.limit", 8.0),
            Map.entry("isthmus.pacs.reachable", 1.0),
            Map.entry("isthmus.spool.bytes", 5.0),
            Map.entry("isthmus.spool.limit", 7.0));
    assertThat(registry.get("isthmus.pacs.reachable").gauge().getId().getTags())
        .isEqualTo(List.of(Tag.of("pacs", "main")));
  }

  @Test
  void whetherAPacsAnswersIsANumberOrNotKnown() {
    SimpleMeterRegistry down = new SimpleMeterRegistry();
    ObservedArchive silent = new ObservedArchive(state(Optional.of(false)));
    Telemetry.measure(silent, down);
    assertThat(down.get("isthmus.pacs.reachable").gauge().value()).isZero();
    SimpleMeterRegistry unknown = new SimpleMeterRegistry();
    ObservedArchive unasked = new ObservedArchive(state(Optional.empty()));
    Telemetry.measure(unasked, unknown);
    assertThat(unknown.get("isthmus.pacs.reachable").gauge().value()).isNaN();
  }
}
