package io.isthmus.archive;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Keeps what was found out of each PACS in a folder: a file of properties each, for people too. */
public final class ProfileStore {
  private static final String PROBED = "probed";

  private final Path folder;

  public ProfileStore(Path folder) {
    this.folder = folder;
  }

  /**
   * What was found out of a PACS; empty if nothing was kept, or what was kept cannot be read.
   *
   * @param pacs opaque id
   */
  public Optional<PacsProfile> load(String pacs) {
    Path file = file(pacs);
    Properties kept = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      kept.load(in);
      Instant probed = Instant.parse(kept.getProperty(PROBED, ""));
      Map<Trait, Finding> findings = new EnumMap<>(Trait.class);
      for (Trait trait : Trait.values()) {
        String values = kept.getProperty(trait.id());
        if (values != null) {
          findings.put(trait, Finding.probed(split(values)));
        }
      }
      return Optional.of(new PacsProfile(Optional.of(probed), findings));
    } catch (IOException | DateTimeException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static List<String> split(String values) {
    return values.isBlank() ? List.of() : Arrays.asList(values.strip().split(" *, *"));
  }

  /** Keeps what was found out of a PACS, whole or not at all; what the settings say is not kept. */
  public void save(String pacs, PacsProfile profile) throws IOException {
    Properties kept = new Properties();
    profile.probed().ifPresent(at -> kept.setProperty(PROBED, at.toString()));
    profile
        .findings()
        .forEach((trait, finding) -> {
          if (finding.source() == Finding.Source.PROBED) {
            kept.setProperty(trait.id(), String.join(",", finding.values()));
          }
        });
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, pacs, ".new");
    try (Writer out = Files.newBufferedWriter(fresh)) {
      kept.store(out, "What the PACS " + pacs + " can do, found out by trying");
    }
    Files.move(
        fresh, file(pacs), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path file(String pacs) {
    return folder.resolve(pacs + ".properties");
  }
}
