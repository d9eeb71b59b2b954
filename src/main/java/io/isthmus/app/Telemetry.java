package io.isthmus.app;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveState;
import io.isthmus.derived.DerivedFrames;
import io.isthmus.derived.DerivedStatistics;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.spool.SpoolUsage;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of the gateway; labels are ids of configured PACS and names of transfer syntaxes,
 * never UIDs.
 */
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
    lifecycle.archives().all().forEach(archive -> measure(archive, registry));
    measure(lifecycle::spool, registry);
    derived(lifecycle.derived());
  }

  /** Measures the dealings with a PACS. */
  static void measure(Archive archive, MeterRegistry registry) {
    gauge("isthmus.associations.used", archive, ArchiveState::associationsInUse)
        .description("Associations in use")
        .register(registry);
    gauge("isthmus.associations.idle", archive, ArchiveState::associationsIdle)
        .description("Associations open and free")
        .register(registry);
    gauge("isthmus.associations.limit", archive, ArchiveState::maxAssociations)
        .description("Most associations at once")
        .register(registry);
    gauge(
            "isthmus.pacs.reachable",
            archive,
            state -> state.reachable().map(answers -> answers ? 1.0 : 0.0).orElse(Double.NaN))
        .description("Whether the PACS answered the last time, 1 or 0")
        .register(registry);
  }

  /** Measures the spool. */
  static void measure(Supplier<SpoolUsage> spool, MeterRegistry registry) {
    Gauge.builder("isthmus.spool.bytes", spool, usage -> usage.get().bytes())
        .description("Bytes that the spool holds")
        .strongReference(true)
        .register(registry);
    Gauge.builder("isthmus.spool.limit", spool, usage -> usage.get().capacity())
        .description("Most bytes that the spool may hold")
        .strongReference(true)
        .register(registry);
  }

  private void derived(DerivedFrames derived) {
    Gauge.builder("isthmus.derived.kept.bytes", derived, frames -> frames.statistics().bytes())
        .description("Bytes of frames that were made and are kept in memory")
        .register(registry);
    frames(derived, "kept", DerivedStatistics::hits);
    frames(derived, "shared", DerivedStatistics::shared);
    frames(derived, "made", DerivedStatistics::made);
    FunctionCounter.builder(
            "isthmus.derived.refused", derived, frames -> frames.statistics().refused())
        .description("Requests turned away because too many frames were being made")
        .register(registry);
    for (TransferSyntax target : derived.transcoder().targets()) {
      FunctionTimer.builder(
              "isthmus.derived.codec",
              derived,
              frames -> frames.frames(target),
              frames -> frames.nanos(target),
              TimeUnit.NANOSECONDS)
          .tag("syntax", target.name())
          .description("Frames decoded or encoded, by the transfer syntax that they were made for")
          .register(registry);
    }
  }

  private void frames(
      DerivedFrames derived, String source, ToDoubleFunction<DerivedStatistics> value) {
    FunctionCounter.builder(
            "isthmus.derived.frames", derived, frames -> value.applyAsDouble(frames.statistics()))
        .tag("source", source)
        .description("Frames given that are not as they are stored, by where they came from")
        .register(registry);
  }

  private static Gauge.Builder<Archive> gauge(
      String name, Archive archive, ToDoubleFunction<ArchiveState> value) {
    return Gauge.builder(name, archive, one -> value.applyAsDouble(one.state()))
        .strongReference(true)
        .tag("pacs", archive.id());
  }
}
