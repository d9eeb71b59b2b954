package io.isthmus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveSource;
import io.isthmus.config.GatewayConfig;
import io.isthmus.config.PacsConfig;
import io.isthmus.derived.DerivedOptions;
import io.isthmus.retrieve.RetrieveOptions;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.SpoolFile;
import io.isthmus.ul.Requestor;
import io.isthmus.ul.UserIdentity;
import io.isthmus.ul.net.AssociationTimeouts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What becomes of settings whose effect takes a long time, a large study or two machines to see.
 */
class OptionsTest {

  private static GatewayConfig config(String... settings) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put("isthmus." + settings[i], settings[i + 1]);
    }
    return TlsLayersTest.config(all);
  }

  private static PacsConfig main(GatewayConfig config) {
    return config.pacs().get("main");
  }

  @Test
  void retrieves() {
    GatewayConfig config =
        config(
            "retrieve.commit", "checked",
            "retrieve.ask-after", "1s",
            "spool.max-age", "2s",
            "retrieve.partial-for", "3s",
            "retrieve.overtake-after", "4s",
            "retrieve.read-ahead", "5");
    RetrieveOptions options =
        Gateway.retrieveOptions(config, ProfileSettings.profiles(config, List.of()));
    assertThat(options.commit()).isEqualTo(RetrieveOptions.Commit.CHECKED);
    assertThat(options.askAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.maxAge()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.partialFor()).isEqualTo(Duration.ofSeconds(3));
    assertThat(options.overtakeAfter()).isEqualTo(Duration.ofSeconds(4));
    assertThat(options.readAhead()).isEqualTo(5);
  }

  @Test
  void slowClients() {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(
              Gateway.exchangeOptions(config("retrieve.min-rate", "7"), executor)
                  .pace()
                  .bytesPerSecond())
          .isEqualTo(7);
    }
  }

  @Test
  void framesThatAreMade() {
    assertThat(
            Wiring.derivedOptions(
                config(
                        "derived.threads", "1",
                        "derived.max-requests", "2",
                        "derived.work-bytes", "3",
                        "derived.cache-bytes", "4",
                        "derived.frame-timeout", "5s")
                    .derived(),
                800))
        .isEqualTo(new DerivedOptions(1, 2, 3, 4, Duration.ofSeconds(5)));
    assertThat(Wiring.derivedOptions(config("derived.threads", "1").derived(), 800))
        .isEqualTo(new DerivedOptions(1, 64, 200, 100, Duration.ofSeconds(30)));
  }

  @Test
  void timeoutsOfAssociations() {
    assertThat(
            PacsFactory.timeouts(
                config(
                        "dimse.connect-timeout", "1s",
                        "dimse.associate-timeout", "2s",
                        "dimse.response-timeout", "3s",
                        "dimse.send-timeout", "4s",
                        "dimse.release-timeout", "5s",
                        "dimse.peer-idle-timeout", "6s")
                    .dimse()))
        .isEqualTo(
            new AssociationTimeouts(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6)));
  }

  @ParameterizedTest
  @EnumSource(DimseOptions.Method.class)
  void dealingsWithAPacs(DimseOptions.Method method) {
    GatewayConfig config =
        config(
            "pacs.main.retrieve", method.name().toLowerCase(Locale.ROOT),
            "pacs.main.retrieve-associations", "2",
            "dimse.pool-wait", "3s",
            "dimse.cancel-grace", "4s",
            "dimse.move-grace", "5s");
    DimseOptions options = PacsFactory.options("main", main(config), config.dimse());
    assertThat(options)
        .isEqualTo(
            new DimseOptions(
                method,
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                options.text(),
                2));
  }

  @Test
  @Requirement("DIM-36")
  void hostsThatSendForCMove() {
    assertThat(PacsFactory.source("main", main(config())))
        .isEqualTo(new MoveSource("main", "PACS", List.of("pacs.example")));
    assertThat(PacsFactory.source("main", main(config("pacs.main.senders", "a.example,b.example"))))
        .isEqualTo(new MoveSource("main", "PACS", List.of("a.example", "b.example")));
  }

  @Test
  @Requirement("DIM-09")
  void theIdentityThatAPacsIsGiven() {
    assertThat(PacsFactory.identity(main(config()))).isEmpty();
    assertThat(PacsFactory.identity(main(config("pacs.main.user-name", "u"))))
        .contains(UserIdentity.of("u"));
    assertThat(
            PacsFactory.identity(
                main(config("pacs.main.user-name", "u", "pacs.main.passcode", "p"))))
        .contains(UserIdentity.of("u", "p"));
  }

  @Test
  void whatNoProfileHasIsToldByItsKey() {
    List<String> problems = new ArrayList<>();
    assertThat(ProfileSettings.findings("main", Map.of("get", "true"), problems)).hasSize(1);
    assertThat(problems).isEmpty();
    assertThat(ProfileSettings.findings("main", Map.of("get", "perhaps"), problems)).isEmpty();
    assertThat(ProfileSettings.findings("main", Map.of("got", "true"), problems)).isEmpty();
    assertThat(problems)
        .satisfiesExactly(
            value -> assertThat(value).startsWith("isthmus.pacs.main.profile.get "),
            name -> assertThat(name).startsWith("isthmus.pacs.main.profile.got "));
  }

  @Test
  void whoMayAssociateWithOurStoreScp() {
    StoreServer.Policy policy =
        new StoreServer.Policy(config("ae-title", "OURS"), Optional.of("DEMO"));
    assertThat(policy.acceptsCalled("OURS")).isTrue();
    assertThat(policy.acceptsCalled("OTHER")).isFalse();
    for (String known : List.of("PACS", "DEMO")) {
      assertThat(policy.acceptsRequestor(new Requestor(known, "OURS", "127.0.0.1"))).isTrue();
    }
    assertThat(policy.acceptsRequestor(new Requestor("OURS", "OURS", "127.0.0.1"))).isFalse();
  }

  /** Compressed before native, native before what is made of it. */
  @Test
  void theTransferSyntaxThatOurStoreScpTakes() {
    StoreServer.Policy policy = new StoreServer.Policy(config(), Optional.empty());
    String implicit = "1.2.840.10008.1.2";
    String explicit = "1.2.840.10008.1.2.1";
    String jpeg = "1.2.840.10008.1.2.4.70";
    String bigEndian = "1.2.840.10008.1.2.2";
    assertThat(policy.choose("1.2", List.of(implicit, explicit, jpeg))).contains(jpeg);
    assertThat(policy.choose("1.2", List.of(bigEndian, implicit, explicit))).contains(explicit);
    assertThat(policy.choose("1.2", List.of(bigEndian))).contains(bigEndian);
    assertThat(policy.choose("1.2", List.of())).isEmpty();
  }

  @Test
  void whatIsHeldIsEncryptedWhereThatIsConfigured(@TempDir Path root) throws IOException {
    for (boolean encrypted : new boolean[] {false, true}) {
      Path folder = root.resolve("spool-" + encrypted);
      GatewayConfig config =
          config("spool.dir", folder.toString(), "spool.encrypt", Boolean.toString(encrypted));
      try (InstanceSpool spool = Wiring.spool(config.spool())) {
        SpoolFile file = spool.create();
        file.append(ByteBuffer.wrap("DOE^JANE".repeat(20_000).getBytes(StandardCharsets.US_ASCII)));
        assertThat(isReadable(folder)).as("encrypted: %s", encrypted).isEqualTo(!encrypted);
      }
    }
  }

  private static boolean isReadable(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains("DOE^JANE")) {
          return true;
        }
      }
      return false;
    }
  }
}
