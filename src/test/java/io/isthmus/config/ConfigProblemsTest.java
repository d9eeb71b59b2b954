package io.isthmus.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProblemsTest {

  @Test
  void onePacsAndNothingElseIsEnough() {
    assertThat(problems(Map.of(), "localhost", false)).isEmpty();
  }

  @Test
  void theDemoAloneIsEnough() {
    assertThat(
            ConfigProblems.of(
                GatewayConfigTest.read(Map.of("isthmus.demo", "true")), "127.0.0.1", false))
        .isEmpty();
  }

  @Test
  void withoutAPacsTheKeysToSetAreNamed() {
    assertThat(ConfigProblems.of(GatewayConfigTest.read(Map.of()), "localhost", false))
        .singleElement()
        .asString()
        .contains("isthmus.pacs.{id}.ae-title", "isthmus.demo=true");
  }

  @Test
  void withTwoPacsTheDefaultMustBeNamed() {
    assertThat(problems(Map.of("isthmus.demo", "true"), "localhost", false))
        .singleElement()
        .asString()
        .contains("isthmus.default-pacs");
  }

  @Test
  void theDefaultMustExist() {
    assertThat(problems(Map.of("isthmus.default-pacs", "other"), "localhost", false))
        .containsExactly("isthmus.default-pacs=other: no PACS has this id");
  }

  @Test
  void aFederationHasTwoPacsOrMoreAndAnIdOfItsOwn() {
    Map<String, String> two =
        Map.of("isthmus.demo", "true", "isthmus.federation.members", "demo,main");
    assertThat(problems(and(two, "isthmus.default-pacs", "all"), "localhost", false)).isEmpty();
    assertThat(
            problems(Map.of("isthmus.federation.members", "main,nowhere,main"), "localhost", false))
        .containsExactly(
            "isthmus.federation.members: no PACS has the id nowhere",
            "isthmus.federation.members names two or more PACS, each once");
    assertThat(
            problems(
                and(two, "isthmus.default-pacs", "main", "isthmus.federation.id", "main"),
                "localhost",
                false))
        .singleElement()
        .asString()
        .startsWith("isthmus.federation.id=main");
  }

  @Test
  void aPrivateAttributeHasAnOddGroupAndNoCreatorsElement() {
    for (String tag : new String[] {"00221002", "00230010", "PatientID", "0023100"}) {
      assertThat(
              problems(Map.of("isthmus.query.private-creators." + tag, "Acme"), "localhost", false))
          .as(tag)
          .singleElement()
          .asString()
          .startsWith("isthmus.query.private-creators." + tag);
    }
    assertThat(
            problems(Map.of("isthmus.query.private-creators.00231002", "Acme"), "localhost", false))
        .isEmpty();
  }

  private static Map<String, String> and(Map<String, String> settings, String... more) {
    Map<String, String> all = new HashMap<>(settings);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  @Test
  void servingOtherHostsWithoutCheckingCallersMustBeSaid() {
    assertThat(problems(Map.of(), "0.0.0.0", false))
        .singleElement()
        .asString()
        .contains("quarkus.http.host=0.0.0.0", "isthmus.security.open=true");
    assertThat(problems(Map.of("isthmus.security.open", "true"), "0.0.0.0", false)).isEmpty();
    assertThat(problems(Map.of(), "0.0.0.0", true)).isEmpty();
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThat(
            problems(
                Map.of(
                    "isthmus.default-pacs", "other",
                    "isthmus.spool.max-bytes", "1000",
                    "isthmus.web.public-base", "/relative"),
                "0.0.0.0",
                false))
        .hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "dimse.connect-timeout, 0s, 1ms",
    "dimse.associate-timeout, 0s, 1ms",
    "dimse.response-timeout, -1s, 1d",
    "dimse.send-timeout, 2d, 1d",
    "dimse.release-timeout, 0s, 1ms",
    "dimse.peer-idle-timeout, 0s, 1ms",
    "dimse.pool-wait, -1s, 0s",
    "dimse.idle-timeout, -1s, 0s",
    "dimse.cancel-grace, -1s, 0s",
    "dimse.move-grace, -1s, 0s",
    "profiles.max-age, 3651d, 3650d",
    "spool.wait, -1s, 0s",
    "spool.max-age, 1000000d, 0s",
    "spool.max-bytes, 1048575, 1048576",
    "retrieve.ask-after, -1s, 0s",
    "retrieve.partial-for, -1s, 0s",
    "retrieve.overtake-after, -1s, 0s",
    "retrieve.read-ahead, -1, 0",
    "retrieve.metadata-cache, -1, 0",
    "retrieve.min-rate, -1, 0",
    "derived.frame-timeout, 0s, 1s",
    "derived.threads, 0, 1",
    "derived.work-bytes, 0, 1",
    "derived.cache-bytes, -1, 0",
  })
  void whatIsOutOfBoundsIsToldByItsKey(String key, String outside, String within) {
    assertThat(problems(Map.of("isthmus." + key, outside), "localhost", false))
        .singleElement()
        .asString()
        .startsWith("isthmus." + key + " is ");
    assertThat(problems(Map.of("isthmus." + key, within), "localhost", false)).isEmpty();
  }

  @Test
  void anIdThatCannotStandInAPathIsRefused() {
    Map<String, String> settings =
        Map.of(
            "isthmus.pacs.MAIN.ae-title", "A",
            "isthmus.pacs.MAIN.host", "h",
            "isthmus.pacs.MAIN.port", "104");
    assertThat(ConfigProblems.of(GatewayConfigTest.read(settings), "localhost", false))
        .singleElement()
        .asString()
        .contains("isthmus.pacs.MAIN");
  }

  @Test
  void aPasscodeNeedsAName() {
    assertThat(problems(Map.of("isthmus.pacs.main.passcode", "secret"), "localhost", false))
        .containsExactly("isthmus.pacs.main.passcode needs .user-name");
  }

  @Test
  @Requirement("COM-01")
  void whatIsForwardedIsBelievedOnlyOfProxiesThatAreNamed() {
    assertThat(ConfigProblems.ofProxies(true))
        .singleElement()
        .asString()
        .contains("quarkus.http.proxy.trusted-proxies");
    assertThat(ConfigProblems.ofProxies(false)).isEmpty();
  }

  private static List<String> problems(
      Map<String, String> more, String httpHost, boolean issuerConfigured) {
    Map<String, String> settings = new HashMap<>(GatewayConfigTest.ONE_PACS);
    settings.putAll(more);
    return ConfigProblems.of(GatewayConfigTest.read(settings), httpHost, issuerConfigured);
  }
}
