package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.WadoBench.sending;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.interop.Peers;
import io.isthmus.interop.Programs;
import io.isthmus.retrieve.HandMade;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.HttpEdge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives fetched by curl and read by unzip and by Python's zipfile. */
class ZipProgramsTest {
  private static final TransferSyntax VIDEO = TransferSyntax.of("1.2.840.10008.1.2.4.102");
  private static final HandMade FIRST = HandMade.instance("1.2.3.4.1", pixels(3_000_000, 1));
  private static final HandMade SECOND = HandMade.instance("1.2.3.4.2", pixels(1001, 2));

  @TempDir Path root;
  private WadoBench bench;
  private HttpEdge edge;

  @BeforeEach
  void open() throws IOException {
    Peers.need("curl", "curl");
    Peers.need("unzip", "unzip");
    bench = new WadoBench(root.resolve("spool"));
    edge = HttpEdge.serving(Map.of(Endpoint.RETRIEVE_STUDY, bench.wado::study));
  }

  @AfterEach
  void close() throws IOException {
    edge.close();
    bench.close();
  }

  private Programs.Outcome fetch(String accept) {
    return Programs.outcome(
        List.of(
            "curl",
            "-s",
            "-o",
            archive(),
            "-H",
            "Accept: " + accept,
            edge.address("/dicomweb/studies/1.2.3")));
  }

  private String archive() {
    return root.resolve("study.zip").toString();
  }

  private Programs.Outcome listed() {
    return Programs.outcome(
        List.of(
            Peers.python(),
            "-c",
            "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]);"
                + " assert z.testzip() is None;"
                + " print(*[f'{i.filename} {i.file_size}' for i in z.infolist()], sep='\\n')",
            archive()));
  }

  @Test
  @Requirement({"WADO-37", "WADO-38"})
  void otherProgramsReadTheArchive() {
    bench.pacs.retrieving(sending(FIRST, SECOND));

    assertThat(fetch("application/zip").status()).isZero();

    assertThat(Programs.outcome(List.of("unzip", "-t", archive())).output())
        .contains("No errors detected");
    List<String> entries = listed().output().lines().toList();
    assertThat(entries)
        .extracting(entry -> entry.substring(0, entry.indexOf(' ')))
        .containsExactly("1.2.3.4/1.2.3.4.1.dcm", "1.2.3.4/1.2.3.4.2.dcm");
    assertThat(entries)
        .extracting(entry -> Integer.parseInt(entry.substring(entry.indexOf(' ') + 1)))
        .allSatisfy(size -> assertThat(size).isGreaterThan(1001));
  }

  @Test
  @Requirement({"WADO-39", "COM-10"})
  void anArchiveThatBreaksOffIsNoneToAnyProgram() {
    HandMade video = HandMade.instance("1.2.3.4.3", VIDEO, pixels(1000, 3));
    bench.pacs.retrieving(sending(FIRST, SECOND, video));

    Programs.Outcome fetched = fetch("application/zip; transfer-syntax=1.2.840.10008.1.2.1");

    assertThat(fetched.status()).isNotZero();
    assertThat(root.resolve("study.zip")).isNotEmptyFile();
    assertThat(Programs.outcome(List.of("unzip", "-t", archive())).status()).isNotZero();
    assertThat(listed().output()).contains("BadZipFile");
  }
}
