package io.isthmus.app;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveState;
import io.isthmus.archive.Archives;
import io.isthmus.archive.Profiles;
import io.isthmus.config.ConfigProblems;
import io.isthmus.config.GatewayConfig;
import io.isthmus.config.InvalidConfigurationException;
import io.isthmus.derived.DerivedFrames;
import io.isthmus.retrieve.spool.SpoolUsage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Starts the gateway with Quarkus and ends it with Quarkus. */
@Singleton
public class Lifecycle {
  private static final Logger LOG = Logger.getLogger(Lifecycle.class);

  private final GatewayConfig config;
  private final Wiring wiring;

  /** Refuses to start with a faulty configuration, and says all its faults. */
  @Inject
  Lifecycle(
      GatewayConfig config,
      TlsLayers tls,
      @ConfigProperty(name = "quarkus.http.host") String httpHost,
      @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding") boolean forwarding,
      @ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<String> proxies)
      throws IOException {
    List<String> problems = problems(config, tls, httpHost, forwarding && proxies.isEmpty());
    if (!problems.isEmpty()) {
      throw new InvalidConfigurationException(problems);
    }
    this.config = config;
    this.wiring = new Wiring(config, tls);
  }

  /**
   * All faults of a configuration.
   *
   * @param httpHost value of {@code quarkus.http.host}
   * @param anyProxy whether what is forwarded is believed whoever sends it
   */
  static List<String> problems(
      GatewayConfig config, TlsLayers tls, String httpHost, boolean anyProxy) {
    List<String> problems = new ArrayList<>(ConfigProblems.of(config, httpHost, false));
    problems.addAll(ConfigProblems.ofProxies(anyProxy));
    problems.addAll(tls.problems(config));
    return problems;
  }

  void installRoutes(@Observes Router router) {
    wiring.gateway().routes().install(router);
  }

  void started(@Observes StartupEvent event) {
    Archives archives = archives();
    LOG.infof(
        "Isthmus is AE %s on port %d, in front of %s (default %s); spool of %d MB",
        config.aeTitle(),
        config.dimse().port(),
        archives.all().stream().map(Archive::id).collect(Collectors.joining(", ")),
        archives.defaultId(),
        spool().capacity() / 1_000_000);
    wiring.codecs().absences().forEach(absence -> LOG.infof("no codecs of %s", absence));
    archives.all().forEach(archive -> wiring.run(() -> meet(archive)));
  }

  void stopping(@Observes ShutdownEvent event) throws IOException {
    wiring.close();
  }

  /** The PACS by their ids. */
  Archives archives() {
    return wiring.gateway().archives();
  }

  /** What the spool holds. */
  SpoolUsage spool() {
    return wiring.gateway().spool().usage();
  }

  /** What is made of instances. */
  DerivedFrames derived() {
    return wiring.gateway().derived();
  }

  private void meet(Archive archive) {
    try {
      archive.echo();
      LOG.infof("PACS %s answers", archive.id());
      Profiles profiles = wiring.gateway().profiles();
      if (config.profiles().probe() && profiles.isStale(archive.id())) {
        profiles
            .probe(archive.id())
            .sentences()
            .forEach(sentence -> LOG.debugf("PACS %s: %s", archive.id(), sentence));
      }
    } catch (IOException notKept) {
      LOG.warnf("what PACS %s can do is not kept: %s", archive.id(), notKept.getMessage());
    } catch (ArchiveException failed) {
      Throwable cause = failed.getCause();
      LOG.warnf(
          "PACS %s does not answer: %s",
          archive.id(), cause == null ? failed.getMessage() : cause.getMessage());
    }
  }

  /** What is known of each PACS. */
  List<ArchiveState> states() {
    return archives().all().stream().map(Archive::state).toList();
  }
}
