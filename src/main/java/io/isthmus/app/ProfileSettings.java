package io.isthmus.app;

import io.isthmus.archive.Finding;
import io.isthmus.archive.ProfileStore;
import io.isthmus.archive.Profiles;
import io.isthmus.archive.Trait;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.config.GatewayConfig;
import io.isthmus.config.InvalidConfigurationException;
import io.isthmus.config.PacsConfig;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the settings say of the PACS, and how the rest is found out. */
final class ProfileSettings {
  private ProfileSettings() {}

  /**
   * The profiles of the PACS.
   *
   * @throws InvalidConfigurationException when a setting names what no profile has
   */
  static Profiles profiles(GatewayConfig config, List<DimseArchive> pacs) {
    Map<String, Profiles.Subject> subjects = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (DimseArchive one : pacs) {
      Map<String, String> said =
          Optional.ofNullable(config.pacs().get(one.id()))
              .map(PacsConfig::profile)
              .orElse(Map.of());
      subjects.put(one.id(), new Profiles.Subject(one, findings(one.id(), said, problems)));
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigurationException(problems);
    }
    return new Profiles(
        subjects,
        config.profiles().dir().map(ProfileStore::new),
        config.profiles().maxAge(),
        Clock.systemUTC());
  }

  /**
   * What the settings say of one PACS.
   *
   * @param problems takes what they say that no profile has
   */
  static Map<Trait, Finding> findings(
      String pacs, Map<String, String> said, List<String> problems) {
    Map<Trait, Finding> findings = new EnumMap<>(Trait.class);
    said.forEach((item, text) -> {
      List<String> values =
          Stream.of(text.split(",")).map(String::strip).filter(v -> !v.isEmpty()).toList();
      Optional<Trait> trait = Trait.byId(item).filter(known -> known.admits(values));
      if (trait.isPresent()) {
        findings.put(trait.get(), new Finding(Finding.Source.CONFIGURED, values));
      } else {
        problems.add(
            "isthmus.pacs."
                + pacs
                + ".profile."
                + item
                + " is no item of a profile, or has a value"
                + " that it cannot have");
      }
    });
    return findings;
  }
}
