package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.PacsProfile;
import io.isthmus.archive.Trait;
import io.isthmus.archive.dimse.PacsProbe;
import io.isthmus.demo.DemoOptions;
import io.isthmus.demo.DemoPacs;
import io.isthmus.demo.data.DemoData;
import io.isthmus.ul.net.PeerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of what real PACS were found to do is made by probing them, and committed. */
class PacsProfilesPageTest {
  private static final Path PAGE = Path.of("docs/pacs-profiles.md");
  private static final int STUDIES = 12;
  private static final int ASSOCIATIONS = 4;

  private static final String HEAD =
      """
      # PACS profiles

      At its start, and when asked to, Isthmus finds out what a PACS can do: it negotiates associations, sends small searches and cancels them, and changes
      nothing. What it finds is told, for people and programs, and decides how the PACS is searched; before it is known, and in everything else, the ways are
      taken that work everywhere. Each item can be overridden (`isthmus.pacs.{id}.profile.{item}`, see [configuration](configuration.md)). `GET /isthmus/pacs/{id}/profile` tells the profile as JSON, `POST` there finds out anew, and the page at `/` shows it in
      the words below.

      | what the profile says | what a search does |
      |---|---|
      | `relational-queries` is `true` | asks once for the instances of a study; series of which nothing or too little came are asked for one by one all the same |
      | a key is in `keys-ignored` | compares the key itself |
      | a key is in `keys-refused` or `keys-failing` | asks for the attribute without a value, and compares the key itself |
      | a key is not in `study-keys-empty` | takes an empty value of such a key for none, and not for one that the PACS does not tell |
      | `case-sensitive-names` is `true` | asks for names in any case as well, and compares them itself |
      | nothing | asks level by level; where a C-FIND ends with A900H or CxxxH, asks again with the values of required keys alone, then with required keys alone; what nobody could compare is said in a Warning |

      These are the reports of three PACS as they came out, each with twelve CT studies of one instance, one of them with a second series (the demo PACS: with
      its own studies), asked over at most four associations. `PacsProfilesPageTest` makes this page and fails when a PACS answers otherwise;
      `./mvnw -Dquick test -Dtest=PacsProfilesPageTest -Disthmus.pages.write=true` writes it.
      """;

  @TempDir Path folder;

  @Test
  void thePageSaysWhatWasFoundOut() throws Exception {
    StringBuilder page = new StringBuilder(HEAD);
    try (DimsePeers peers = new DimsePeers(folder);
        DemoPacs demo = DemoPacs.start(DemoOptions.DEFAULT, DemoData.instances())) {
      List<Path> files = new ArrayList<>();
      for (int i = 1; i <= STUDIES; i++) {
        files.add(peers.instance("1.2.276.0.7230010.3.1.2." + i, i));
      }
      files.add(peers.instance("1.2.276.0.7230010.3.1.2.1", 2, STUDIES + 1));
      int orthanc = peers.orthanc(DimsePeers.freePort());
      store(peers, orthanc, "ORTHANC", files);
      page.append(section("Orthanc", new PeerAddress("localhost", orthanc, "ORTHANC", "ISTHMUS")));
      int dcmqrscp = peers.dcmqrscp(DimsePeers.freePort());
      store(peers, dcmqrscp, DimsePeers.DCMQRSCP_AE, files);
      page.append(
          section(
              "dcmqrscp (DCMTK)",
              new PeerAddress("localhost", dcmqrscp, DimsePeers.DCMQRSCP_AE, DimsePeers.OUR_AE)));
      page.append(
          section(
              "The demo PACS",
              new PeerAddress("127.0.0.1", demo.port(), demo.aeTitle(), "ISTHMUS")));
    }
    if (Boolean.getBoolean("isthmus.pages.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(comparable(Files.readString(PAGE))).isEqualTo(comparable(page.toString()));
  }

  private static void store(DimsePeers peers, int port, String aeTitle, List<Path> files)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("storescu", "-aec", aeTitle, "-aet", "ISTHMUS", "localhost", "" + port));
    files.forEach(file -> command.add(file.toString()));
    DimsePeers.Run run = peers.run(command.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  private static String section(String name, PeerAddress peer) throws ArchiveException {
    PacsProfile profile = probe(peer);
    StringBuilder section =
        new StringBuilder("\n## " + name + "\n\n| item | found | in words |\n|---|---|---|\n");
    profile
        .findings()
        .forEach((trait, finding) ->
            section
                .append("| `" + trait.id() + "` | ")
                .append(shown(trait, finding.values()))
                .append(" | ")
                .append(sentence(profile, trait))
                .append(" |\n"));
    return section.toString();
  }

  private static String shown(Trait trait, List<String> values) {
    return trait == Trait.TRANSFER_SYNTAXES || values.size() > 6
        ? values.size() + " of them"
        : String.join(", ", values);
  }

  private static String sentence(PacsProfile profile, Trait trait) {
    return new PacsProfile(profile.probed(), java.util.Map.of(trait, profile.findings().get(trait)))
        .sentences()
        .getFirst();
  }

  private static PacsProfile probe(PeerAddress peer) throws ArchiveException {
    PacsProbe probe =
        new PacsProbe(
            "pacs",
            DimseArchives.pool(peer, ASSOCIATIONS),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Executors.newVirtualThreadPerTaskExecutor(),
            Clock.systemUTC());
    return new PacsProfile(Optional.empty(), probe.probe());
  }

  /** How many were served, and whether all came before C-CANCEL did, depends on the machine. */
  private static String comparable(String page) {
    return page.replaceAll("(?m)^\\| `(associations|cancel)` .*\n", "");
  }
}
