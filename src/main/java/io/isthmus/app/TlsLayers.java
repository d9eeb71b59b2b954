package io.isthmus.app;

import io.isthmus.config.GatewayConfig;
import io.isthmus.config.PacsConfig;
import io.isthmus.ul.net.SocketLayer;
import io.isthmus.ul.net.TlsLayer;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jboss.logging.Logger;

/**
 * TLS under associations, out of Quarkus' registry of TLS configurations. Certificates that are
 * renewed hold for the connections made from then on.
 */
@Singleton
public class TlsLayers {
  private static final Logger LOG = Logger.getLogger(TlsLayers.class);
  private static final String STORE_SCP = "isthmus.dimse.tls-configuration-name";
  private static final String UNCHECKED = "NONE";

  private final TlsConfigurationRegistry registry;
  private final Map<String, SSLContext> contexts = new ConcurrentHashMap<>();

  @Inject
  TlsLayers(TlsConfigurationRegistry registry) {
    this.registry = registry;
  }

  /** What associations with a PACS go through. */
  SocketLayer toPacs(PacsConfig pacs) {
    return pacs.tlsConfigurationName().map(name -> layer(name, false)).orElse(SocketLayer.PLAIN);
  }

  /** What associations with our Store SCP go through. */
  SocketLayer ofStoreScp(GatewayConfig.Dimse dimse) {
    return dimse
        .tlsConfigurationName()
        .map(name -> layer(name, dimse.tlsClientCertificate()))
        .orElse(SocketLayer.PLAIN);
  }

  private SocketLayer layer(String name, boolean clientCertificateNeeded) {
    TlsConfiguration tls = registry.get(name).orElseThrow();
    boolean endpointIdentified =
        tls.getHostnameVerificationAlgorithm().filter(UNCHECKED::equalsIgnoreCase).isEmpty();
    return new TlsLayer(
        () -> contexts.computeIfAbsent(name, _ -> context(tls)),
        protocols(tls),
        clientCertificateNeeded,
        endpointIdentified);
  }

  private static List<String> protocols(TlsConfiguration tls) {
    return TlsLayer.PROTOCOLS.stream()
        .filter(tls.getSSLOptions().getEnabledSecureTransportProtocols()::contains)
        .toList();
  }

  /** What keeps the gateway from speaking TLS as it is told to, each with the key to change. */
  List<String> problems(GatewayConfig config) {
    List<String> problems = new ArrayList<>();
    config
        .pacs()
        .forEach((id, pacs) ->
            pacs.tlsConfigurationName()
                .ifPresent(name ->
                    addProblems("isthmus.pacs." + id + ".tls-configuration-name", name, problems)));
    config
        .dimse()
        .tlsConfigurationName()
        .ifPresent(name -> {
          addProblems(STORE_SCP, name, problems);
          addServerProblems(name, config.dimse().tlsClientCertificate(), problems);
        });
    return problems;
  }

  private void addProblems(String key, String name, List<String> problems) {
    Optional<TlsConfiguration> found = registry.get(name);
    if (found.isEmpty()) {
      problems.add(key + "=" + name + ": there is no quarkus.tls." + name);
      return;
    }
    TlsConfiguration tls = found.get();
    if (tls.isTrustAll()) {
      problems.add(
          "quarkus.tls." + name + ".trust-all=true would speak with anyone: name a trust-store");
    }
    if (protocols(tls).isEmpty()) {
      problems.add("quarkus.tls." + name + ".protocols has neither TLSv1.3 nor TLSv1.2 (BCP 195)");
    }
    try {
      contexts.put(name, context(tls));
    } catch (IllegalStateException e) {
      problems.add("quarkus.tls." + name + ": " + e.getMessage());
    }
  }

  private void addServerProblems(
      String name, boolean clientCertificateNeeded, List<String> problems) {
    registry
        .get(name)
        .ifPresent(tls -> {
          if (tls.getKeyStore() == null) {
            problems.add("quarkus.tls." + name + ".key-store: our Store SCP needs a certificate");
          }
          if (clientCertificateNeeded && tls.getTrustStore() == null) {
            problems.add(
                "quarkus.tls."
                    + name
                    + ".trust-store: name whose certificates the Store SCP trusts, or say"
                    + " isthmus.dimse.tls-client-certificate=false");
          }
        });
  }

  void renewed(@Observes CertificateUpdatedEvent event) {
    if (contexts.containsKey(event.name())) {
      try {
        contexts.put(event.name(), context(event.tlsConfiguration()));
      } catch (IllegalStateException e) {
        LOG.errorf(e, "TLS configuration %s is not renewed", event.name());
      }
    }
  }

  private static SSLContext context(TlsConfiguration tls) {
    try {
      return tls.createSSLContext();
    } catch (Exception e) {
      throw new IllegalStateException("keys or trust cannot be used: " + e.getMessage(), e);
    }
  }
}
