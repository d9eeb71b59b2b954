package io.isthmus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.config.GatewayConfig;
import io.isthmus.ul.net.SocketLayer;
import io.isthmus.ul.net.TlsLayer;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.net.SSLOptions;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is wrong with TLS is told at start, with the key to change. */
class TlsLayersTest {
  private final Map<String, TlsConfiguration> registered = new HashMap<>();
  private final TlsLayers layers = new TlsLayers(new Registry());

  @Test
  void withoutTlsThereIsNothingToTell() {
    GatewayConfig config = config(Map.of());
    assertThat(layers.problems(config)).isEmpty();
    assertThat(layers.toPacs(config.pacs().get("main"))).isSameAs(SocketLayer.PLAIN);
    assertThat(layers.ofStoreScp(config.dimse())).isSameAs(SocketLayer.PLAIN);
  }

  @Test
  void aNameWithoutAConfigurationIsTold() {
    assertThat(layers.problems(config(Map.of("isthmus.pacs.main.tls-configuration-name", "x"))))
        .containsExactly("isthmus.pacs.main.tls-configuration-name=x: there is no quarkus.tls.x");
  }

  @Test
  void trustInAnyoneOldProtocolsAndUnreadableKeysAreTold() {
    registered.put("x", new Tls(true, Set.of("TLSv1.1"), false, false));
    assertThat(layers.problems(config(Map.of("isthmus.pacs.main.tls-configuration-name", "x"))))
        .hasSize(3)
        .anyMatch(problem -> problem.startsWith("quarkus.tls.x.trust-all"))
        .anyMatch(problem -> problem.startsWith("quarkus.tls.x.protocols"))
        .anyMatch(problem -> problem.startsWith("quarkus.tls.x: keys or trust cannot be used"));
  }

  @Test
  void ourStoreScpNeedsACertificateAndToKnowWhomItTrusts() {
    registered.put("x", new Tls(false, Set.of("TLSv1.3"), true, false));
    String name = "isthmus.dimse.tls-configuration-name";
    assertThat(layers.problems(config(Map.of(name, "x"))))
        .hasSize(2)
        .anyMatch(problem -> problem.startsWith("quarkus.tls.x.key-store"))
        .anyMatch(problem -> problem.startsWith("quarkus.tls.x.trust-store"));
    registered.put("x", new Tls(false, Set.of("TLSv1.3"), true, true));
    assertThat(layers.problems(config(Map.of(name, "x")))).isEmpty();
  }

  @Test
  void theLayerIsAsItIsConfigured() {
    registered.put("x", new Tls(false, Set.of("TLSv1.3", "TLSv1.1"), true, true));
    GatewayConfig config =
        config(
            Map.of(
                "isthmus.pacs.main.tls-configuration-name", "x",
                "isthmus.dimse.tls-configuration-name", "x"));
    assertThat(layers.toPacs(config.pacs().get("main")))
        .isInstanceOfSatisfying(
            TlsLayer.class,
            layer -> {
              assertThat(layer.protocols()).containsExactly("TLSv1.3");
              assertThat(layer.endpointIdentified()).isTrue();
            });
    assertThat(layers.ofStoreScp(config.dimse()))
        .isInstanceOfSatisfying(
            TlsLayer.class, layer -> assertThat(layer.clientCertificateNeeded()).isTrue());
  }

  static GatewayConfig config(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("isthmus.pacs.main.ae-title", "PACS");
    settings.put("isthmus.pacs.main.host", "pacs.example");
    settings.put("isthmus.pacs.main.port", "104");
    return read(settings);
  }

  static GatewayConfig read(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(GatewayConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .addDiscoveredConverters()
        .withConverter(Duration.class, 300, new DurationConverter())
        .build()
        .getConfigMapping(GatewayConfig.class);
  }

  private final class Registry implements TlsConfigurationRegistry {
    @Override
    public Optional<TlsConfiguration> get(String name) {
      return Optional.ofNullable(registered.get(name));
    }

    @Override
    public Optional<TlsConfiguration> getDefault() {
      return Optional.empty();
    }

    @Override
    public void register(String name, TlsConfiguration configuration) {
      registered.put(name, configuration);
    }
  }

  /** A configuration that says these few things. */
  private static final class Tls extends BaseTlsConfiguration {
    private final boolean trustAll;
    private final Set<String> protocols;
    private final boolean readable;
    private final boolean stores;

    Tls(boolean trustAll, Set<String> protocols, boolean readable, boolean stores) {
      this.trustAll = trustAll;
      this.protocols = protocols;
      this.readable = readable;
      this.stores = stores;
    }

    @Override
    public @Nullable KeyStore getKeyStore() {
      try {
        return stores ? KeyStore.getInstance("PKCS12") : null;
      } catch (KeyStoreException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public @Nullable KeyStore getTrustStore() {
      return getKeyStore();
    }

    @Override
    public boolean isTrustAll() {
      return trustAll;
    }

    @Override
    public SSLOptions getSSLOptions() {
      return new SSLOptions().setEnabledSecureTransportProtocols(Set.copyOf(protocols));
    }

    @Override
    public Optional<String> getHostnameVerificationAlgorithm() {
      return Optional.empty();
    }

    @Override
    public SSLContext createSSLContext() throws NoSuchAlgorithmException {
      if (!readable) {
        throw new NoSuchAlgorithmException("no such key");
      }
      return SSLContext.getDefault();
    }
  }
}
