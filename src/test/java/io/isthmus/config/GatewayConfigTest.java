package io.isthmus.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.config.PacsConfig.RetrieveMethod;
import io.isthmus.config.QueryConfig.Order;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigTest {

  static final Map<String, String> ONE_PACS =
      Map.of(
          "isthmus.pacs.main.ae-title", "MYPACS",
          "isthmus.pacs.main.host", "pacs.example",
          "isthmus.pacs.main.port", "104");

  @Test
  void theDefaultsAreThoseOfTheConfigurationPage() {
    GatewayConfig config = read(ONE_PACS);

    assertThat(config.aeTitle()).isEqualTo("ISTHMUS");
    assertThat(config.demo()).isFalse();
    assertThat(config.defaultPacs()).isEmpty();
    PacsConfig pacs = config.pacs().get("main");
    assertThat(pacs.aeTitle()).isEqualTo("MYPACS");
    assertThat(pacs.host()).isEqualTo("pacs.example");
    assertThat(pacs.port()).isEqualTo(104);
    assertThat(pacs.maxAssociations()).isEqualTo(4);
    assertThat(pacs.tlsConfigurationName()).isEmpty();
    assertThat(pacs.userName()).isEmpty();
    assertThat(pacs.passcode()).isEmpty();
    assertThat(pacs.retrieve()).isEqualTo(RetrieveMethod.AUTO);
    assertThat(config.dimse().tlsConfigurationName()).isEmpty();
    assertThat(config.dimse().tlsClientCertificate()).isTrue();
    assertThat(config.dimse().peerIdleTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.dimse().port()).isEqualTo(11112);
    assertThat(config.dimse().maxPduLength()).isEqualTo(262144);
    assertThat(config.dimse().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.dimse().associateTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.dimse().responseTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.dimse().sendTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.dimse().releaseTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.dimse().poolWait()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.dimse().idleTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.dimse().cancelGrace()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.dimse().moveGrace()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.query().maxResults()).isEqualTo(10_000);
    assertThat(config.query().parallel()).isEqualTo(4);
    assertThat(config.query().privateCreators()).isEmpty();
    assertThat(config.federation().id()).isEqualTo("all");
    assertThat(config.federation().members()).isEmpty();
    assertThat(config.federation().partial()).isFalse();
    assertThat(config.query().order()).isEqualTo(Order.AUTO);
    assertThat(config.query().orderCap()).isEqualTo(5_000);
    assertThat(config.query().strictQuery()).isFalse();
    assertThat(config.query().emptySearch()).isEqualTo(204);
    assertThat(config.query().requireFilter()).isFalse();
    assertThat(config.query().completeCounts()).isTrue();
    assertThat(config.retrieve().commit()).isEqualTo(RetrieveConfig.Commit.STREAM);
    assertThat(config.retrieve().askAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.retrieve().partialFor()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.retrieve().overtakeAfter()).isEqualTo(Duration.ofMillis(50));
    assertThat(config.spool().maxAge()).isEqualTo(Duration.ofHours(1));
    assertThat(config.spool().dir()).isEmpty();
    assertThat(config.spool().maxBytes()).isEmpty();
    assertThat(config.spool().waitForRoom()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.web().publicBase()).isEmpty();
    assertThat(config.web().rfcWarning()).isFalse();
    assertThat(config.web().jsonNonfinite()).isEqualTo(GatewayConfig.NonFinite.STRING);
    assertThat(config.security().open()).isFalse();
  }

  @Test
  void everyKeyIsRead() {
    GatewayConfig config =
        read(
            Map.ofEntries(
                Map.entry("isthmus.ae-title", " GATE 1 "),
                Map.entry("isthmus.demo", "true"),
                Map.entry("isthmus.default-pacs", "demo"),
                Map.entry("isthmus.pacs.a.ae-title", "A"),
                Map.entry("isthmus.pacs.a.host", "::1"),
                Map.entry("isthmus.pacs.a.port", "11113"),
                Map.entry("isthmus.pacs.a.max-associations", "1"),
                Map.entry("isthmus.pacs.a.tls-configuration-name", "pacs"),
                Map.entry("isthmus.pacs.a.user-name", "gateway"),
                Map.entry("isthmus.pacs.a.passcode", "secret"),
                Map.entry("isthmus.dimse.tls-configuration-name", "scp"),
                Map.entry("isthmus.dimse.tls-client-certificate", "false"),
                Map.entry("isthmus.dimse.peer-idle-timeout", "11s"),
                Map.entry("isthmus.pacs.a.retrieve", "move"),
                Map.entry("isthmus.dimse.port", "104"),
                Map.entry("isthmus.dimse.max-pdu-length", "16384"),
                Map.entry("isthmus.dimse.connect-timeout", "1s"),
                Map.entry("isthmus.dimse.associate-timeout", "2s"),
                Map.entry("isthmus.dimse.response-timeout", "3s"),
                Map.entry("isthmus.dimse.send-timeout", "4s"),
                Map.entry("isthmus.dimse.release-timeout", "5s"),
                Map.entry("isthmus.dimse.pool-wait", "6s"),
                Map.entry("isthmus.dimse.idle-timeout", "7s"),
                Map.entry("isthmus.dimse.cancel-grace", "8s"),
                Map.entry("isthmus.dimse.move-grace", "10s"),
                Map.entry("isthmus.query.max-results", "100"),
                Map.entry("isthmus.query.order", "sorted"),
                Map.entry("isthmus.query.order-cap", "50"),
                Map.entry("isthmus.query.parallel", "2"),
                Map.entry("isthmus.query.private-creators.00231002", "AcmeCompany"),
                Map.entry("isthmus.federation.id", "both"),
                Map.entry("isthmus.federation.members", "main,other"),
                Map.entry("isthmus.federation.partial", "true"),
                Map.entry("isthmus.query.strict-query", "true"),
                Map.entry("isthmus.query.empty-search", "200"),
                Map.entry("isthmus.query.require-filter", "true"),
                Map.entry("isthmus.query.complete-counts", "false"),
                Map.entry("isthmus.spool.dir", "spool"),
                Map.entry("isthmus.spool.max-bytes", "5000000000"),
                Map.entry("isthmus.spool.wait", "9s"),
                Map.entry("isthmus.spool.max-age", "12m"),
                Map.entry("isthmus.retrieve.commit", "checked"),
                Map.entry("isthmus.retrieve.ask-after", "13s"),
                Map.entry("isthmus.retrieve.partial-for", "14m"),
                Map.entry("isthmus.retrieve.overtake-after", "15ms"),
                Map.entry("isthmus.web.public-base", "https://gw.example/base"),
                Map.entry("isthmus.web.rfc-warning", "true"),
                Map.entry("isthmus.web.json-nonfinite", "null"),
                Map.entry("isthmus.security.open", "true")));

    assertThat(config.aeTitle()).isEqualTo("GATE 1");
    assertThat(config.demo()).isTrue();
    assertThat(config.defaultPacs()).hasValue("demo");
    assertThat(config.pacs().get("a").maxAssociations()).isEqualTo(1);
    assertThat(config.pacs().get("a").tlsConfigurationName()).hasValue("pacs");
    assertThat(config.pacs().get("a").userName()).hasValue("gateway");
    assertThat(config.pacs().get("a").passcode()).hasValue("secret");
    assertThat(config.dimse().tlsConfigurationName()).hasValue("scp");
    assertThat(config.dimse().tlsClientCertificate()).isFalse();
    assertThat(config.dimse().peerIdleTimeout()).isEqualTo(Duration.ofSeconds(11));
    assertThat(config.pacs().get("a").retrieve()).isEqualTo(RetrieveMethod.MOVE);
    assertThat(config.dimse().port()).isEqualTo(104);
    assertThat(config.dimse().maxPduLength()).isEqualTo(16_384);
    assertThat(config.dimse().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.dimse().associateTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.dimse().responseTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.dimse().sendTimeout()).isEqualTo(Duration.ofSeconds(4));
    assertThat(config.dimse().releaseTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.dimse().poolWait()).isEqualTo(Duration.ofSeconds(6));
    assertThat(config.dimse().idleTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(config.dimse().cancelGrace()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.dimse().moveGrace()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.query().maxResults()).isEqualTo(100);
    assertThat(config.query().order()).isEqualTo(Order.SORTED);
    assertThat(config.query().orderCap()).isEqualTo(50);
    assertThat(config.query().parallel()).isEqualTo(2);
    assertThat(config.query().privateCreators()).isEqualTo(Map.of("00231002", "AcmeCompany"));
    assertThat(config.federation().id()).isEqualTo("both");
    assertThat(config.federation().members()).hasValue(List.of("main", "other"));
    assertThat(config.federation().partial()).isTrue();
    assertThat(config.query().strictQuery()).isTrue();
    assertThat(config.query().emptySearch()).isEqualTo(200);
    assertThat(config.query().requireFilter()).isTrue();
    assertThat(config.query().completeCounts()).isFalse();
    assertThat(config.spool().dir()).isEqualTo(Optional.of(Path.of("spool")));
    assertThat(config.spool().maxBytes()).isEqualTo(OptionalLong.of(5_000_000_000L));
    assertThat(config.spool().waitForRoom()).isEqualTo(Duration.ofSeconds(9));
    assertThat(config.spool().maxAge()).isEqualTo(Duration.ofMinutes(12));
    assertThat(config.retrieve().commit()).isEqualTo(RetrieveConfig.Commit.CHECKED);
    assertThat(config.retrieve().askAfter()).isEqualTo(Duration.ofSeconds(13));
    assertThat(config.retrieve().partialFor()).isEqualTo(Duration.ofMinutes(14));
    assertThat(config.retrieve().overtakeAfter()).isEqualTo(Duration.ofMillis(15));
    assertThat(config.web().publicBase()).hasValue(URI.create("https://gw.example/base"));
    assertThat(config.web().rfcWarning()).isTrue();
    assertThat(config.web().jsonNonfinite()).isEqualTo(GatewayConfig.NonFinite.NULL);
    assertThat(config.security().open()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "isthmus.ae-title,SEVENTEEN_LETTERS",
    "isthmus.ae-title,back\\slash",
    "isthmus.pacs.main.ae-title,Grüße",
    "isthmus.pacs.main.port,0",
    "isthmus.pacs.main.port,65536",
    "isthmus.pacs.main.port,many",
    "isthmus.pacs.main.max-associations,0",
    "isthmus.pacs.main.retrieve,put",
    "isthmus.dimse.port,-1",
    "isthmus.dimse.max-pdu-length,16383",
    "isthmus.dimse.max-pdu-length,1048577",
    "isthmus.dimse.connect-timeout,soon",
    "isthmus.query.max-results,0",
    "isthmus.query.order,random",
    "isthmus.query.parallel,0",
    "isthmus.query.empty-search,404",
    "isthmus.spool.max-bytes,plenty"
  })
  void aBadValueIsRefusedByTheNameOfItsKey(String key, String value) {
    Map<String, String> settings = new java.util.HashMap<>(ONE_PACS);
    settings.put(key, value);

    assertThatThrownBy(() -> read(settings)).hasMessageContaining(key);
  }

  @Test
  void allBadValuesAreToldAtOnce() {
    assertThatThrownBy(() ->
            read(
                Map.of(
                    "isthmus.pacs.main.ae-title", "SEVENTEEN_LETTERS",
                    "isthmus.pacs.main.port", "0",
                    "isthmus.query.order", "random")))
        .isInstanceOf(ConfigValidationException.class)
        .hasMessageContaining("isthmus.pacs.main.ae-title")
        .hasMessageContaining("isthmus.pacs.main.host")
        .hasMessageContaining("isthmus.pacs.main.port")
        .hasMessageContaining("isthmus.query.order");
  }

  static GatewayConfig read(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(GatewayConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .addDiscoveredConverters()
        .withConverter(
            Duration.class, 300, new io.quarkus.runtime.configuration.DurationConverter())
        .build()
        .getConfigMapping(GatewayConfig.class);
  }
}
