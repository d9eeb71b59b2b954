package io.isthmus.app;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** The gauges of the gateway; labels are ids of configured PACS, never UIDs. */
@Singleton
public class Telemetry {
  private final Lifecycle lifecycle;
  private final MeterRegistry registry;

  @Inject
  Telemetry(Lifecycle lifecycle, MeterRegistry registry) {
    this.lifecycle = lifecycle;
    this.registry = registry;
  }

  void register(@Observes StartupEvent event) {
    for (Archive archive : lifecycle.archives().all()) {
      gauge(
          archive,
          "isthmus.associations.used",
          ArchiveState::associationsInUse,
          "Associations in use");
      gauge(
          archive,
          "isthmus.associations.idle",
          ArchiveState::associationsIdle,
          "Associations open and free");
      gauge(
          archive,
          "isthmus.associations.limit",
          ArchiveState::maxAssociations,
          "Most associations at once");
      gauge(
          archive,
          "isthmus.pacs.reachable",
          state -> state.reachable().map(answers -> answers ? 1.0 : 0.0).orElse(Double.NaN),
          "Whether the PACS answered the last time, 1 or 0");
    }
    Gauge.builder("isthmus.spool.bytes", lifecycle, running -> running.spool().bytes())
        .description("Bytes that the spool holds")
        .register(registry);
    Gauge.builder("isthmus.spool.limit", lifecycle, running -> running.spool().capacity())
        .description("Most bytes that the spool may hold")
        .register(registry);
  }

  private void gauge(
      Archive archive, String name, ToDoubleFunction<ArchiveState> value, String description) {
    Gauge.builder(name, archive, one -> value.applyAsDouble(one.state()))
        .tag("pacs", archive.id())
        .description(description)
        .register(registry);
  }
}
