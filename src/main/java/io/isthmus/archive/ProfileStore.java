package io.isthmus.archive;

import io.isthmus.archive.Finding.Source;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
  private static final System.Logger LOG = System.getLogger(ProfileStore.class.getName());
  private static final String PROBED = "probed";
  private static final String SEEN = "seen.";

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
        read(kept, file, trait, trait.id(), Source.PROBED, findings);
        read(kept, file, trait, SEEN + trait.id(), Source.SEEN, findings);
      }
      return Optional.of(new PacsProfile(Optional.of(probed), findings));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | DateTimeException | IllegalArgumentException unreadable) {
      LOG.log(Level.WARNING, "no profile is taken from {0}: {1}", file, unreadable.toString());
      return Optional.empty();
    }
  }

  private static void read(
      Properties kept,
      Path file,
      Trait trait,
      String name,
      Source source,
      Map<Trait, Finding> findings) {
    String values = kept.getProperty(name);
    if (values == null) {
      return;
    }
    Finding finding = new Finding(source, split(values));
    if (trait.admits(finding.values())) {
      findings.put(trait, finding);
    } else {
      LOG.log(Level.WARNING, "{0} has a value of {1} that cannot be", file, name);
    }
  }

  private static List<String> split(String values) {
    return values.isBlank() ? List.of() : Arrays.asList(values.strip().split(" *, *", -1));
  }

  /** Keeps what was found out of a PACS, whole or not at all; what the settings say is not kept. */
  public void save(String pacs, PacsProfile profile) throws IOException {
    Properties kept = new Properties();
    profile.probed().ifPresent(at -> kept.setProperty(PROBED, at.toString()));
    profile
        .findings()
        .forEach((trait, finding) -> {
          String values = String.join(",", finding.values());
          switch (finding.source()) {
            case PROBED -> kept.setProperty(trait.id(), values);
            case SEEN -> kept.setProperty(SEEN + trait.id(), values);
            case CONFIGURED -> {}
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
