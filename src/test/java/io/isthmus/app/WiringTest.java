package io.isthmus.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.config.InvalidConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {

  @Test
  void aPortThatIsTakenIsToldByItsKey() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      String port = Integer.toString(other.getLocalPort());
      assertThatThrownBy(() ->
              new Wiring(
                  TlsLayersTest.config(Map.of("isthmus.dimse.port", port)),
                  new TlsLayers(new NoTls())))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("isthmus.dimse.port=" + port);
    }
  }

  @Test
  void faultsOfEverySourceAreToldAtOnce() {
    assertThat(
            Lifecycle.problems(
                TlsLayersTest.config(Map.of("isthmus.pacs.main.tls-configuration-name", "absent")),
                new TlsLayers(new NoTls()),
                "0.0.0.0",
                true))
        .satisfiesExactly(
            host -> assertThat(host).startsWith("quarkus.http.host=0.0.0.0 "),
            proxy -> assertThat(proxy).startsWith("quarkus.http.proxy.proxy-address-forwarding"),
            tls -> assertThat(tls).contains("tls-configuration-name=absent"));
  }

  @Test
  void aSpoolFolderThatCannotBeMadeIsToldByItsKey(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() ->
            Wiring.spool(
                TlsLayersTest.config(Map.of("isthmus.spool.dir", file + "/spool")).spool()))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("isthmus.spool.dir=" + file);
  }

  private static final class NoTls implements TlsConfigurationRegistry {
    @Override
    public Optional<TlsConfiguration> get(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<TlsConfiguration> getDefault() {
      return Optional.empty();
    }

    @Override
    public void register(String name, TlsConfiguration configuration) {
      throw new UnsupportedOperationException();
    }
  }
}
