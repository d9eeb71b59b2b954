package io.isthmus.app;

import io.isthmus.archive.ArchiveState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells how each PACS was at the last dealing with it, without asking it. A PACS that is down does
 * not make the gateway unready: restarting or avoiding the gateway would not help, and other PACS
 * are served.
 */
@Readiness
@Singleton
public class PacsHealth implements HealthCheck {
  private final Lifecycle lifecycle;

  @Inject
  PacsHealth(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("PACS").up();
    for (ArchiveState state : lifecycle.states()) {
      response.withData(state.id(), said(state));
    }
    return response.build();
  }

  /** In words for whoever operates the gateway. */
  static String said(ArchiveState state) {
    if (state.reachable().isEmpty()) {
      return "not asked yet";
    }
    String since = state.since().map(instant -> " since " + instant).orElse("");
    return state.reachable().get()
        ? "answers" + since
        : "does not answer" + since + state.lastFailure().map(why -> ": " + why).orElse("");
  }
}
