package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.WadoBench.instance;
import static io.isthmus.web.wado.WadoBench.send;
import static io.isthmus.web.wado.WadoBench.sending;
import static io.isthmus.web.wado.WadoBench.study;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import io.isthmus.web.http.Handler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ZipTest extends WadoFixture {
  private static final TransferSyntax JPEG = TransferSyntax.of("1.2.840.10008.1.2.4.70");
  private static final HandMade FIRST = HandMade.instance("1.2.3.4.1", pixels(300_000, 1));
  private static final HandMade SECOND =
      HandMade.of(
          "1.2.3", "1.2.3.5", "1.2.3.5.1", TransferSyntax.ImplicitVRLittleEndian, pixels(3000, 2));

  @Test
  @Requirement({"WADO-37", "WADO-38"})
  void aStudyIsAnArchiveOfFilesNamedByTheirUidsAlone() throws IOException {
    bench.pacs.retrieving(sending(FIRST, SECOND));

    RecordedExchange exchange = study().accepting("application/zip").serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.contentType()).isEqualTo("application/zip");
    assertThat(exchange.responseHeader("Content-Disposition"))
        .isEqualTo("attachment; filename=\"1.2.3.zip\"");
    Map<String, byte[]> entries = streamed(exchange.bytes());
    assertThat(entries).containsOnlyKeys("1.2.3.4/1.2.3.4.1.dcm", "1.2.3.5/1.2.3.5.1.dcm");
    WadoBench.assertFile(entries.get("1.2.3.4/1.2.3.4.1.dcm"), FIRST, "1.2.840.10008.1.2.1");
    assertThat(entries.get("1.2.3.5/1.2.3.5.1.dcm")).endsWith(pixels(3000, 2));
    assertThat(listed(exchange.bytes())).isEqualTo(List.copyOf(entries.keySet()));
  }

  @Test
  @Requirement("WADO-37")
  void everyLevelAndTheTransferSyntaxAskedFor() throws IOException {
    HandMade packed = HandMade.instance("1.1", JPEG, pixels(3000, 1));
    for (Handler handler : List.<Handler>of(bench.wado::series, bench.wado::instance)) {
      bench.pacs.retrieving(sending(packed));

      RecordedExchange exchange =
          instance("1.1").accepting("application/zip; transfer-syntax=*").serve(handler);

      WadoBench.assertFile(streamed(exchange.bytes()).get("1.2.3.4/1.1.dcm"), packed, JPEG.uid());
    }
    bench.pacs.retrieving(sending(packed));
    assertThat(
            instance("1.1")
                .accepting("application/zip; transfer-syntax=1.2.840.10008.1.2.4.90")
                .serve(bench.wado::instance)
                .status())
        .isEqualTo(406);
  }

  @Test
  @Requirement({"DIM-33", "COM-10"})
  void aRetrieveThatFailsIsAStatusAndNoArchive() {
    bench.pacs.retrieving((scope, arrivals, cancellation) -> {
      send(arrivals, FIRST);
      throw new ArchiveException(new ArchiveFailure.Broken("main", "A-ABORT"));
    });

    RecordedExchange exchange = study().accepting("application/zip").serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(502);
    assertThat(exchange.bytes()).isEmpty();
  }

  @Test
  @Requirement({"DIM-33", "WADO-12"})
  void aRetrieveThatEndsPartialIsA206WithoutWaitingForASecondRequest() throws Exception {
    bench.pacs.retrieving((scope, arrivals, cancellation) -> {
      send(arrivals, FIRST);
      return new RetrieveOutcome(0xB000, 1, 1, 0, List.of("9.9"));
    });

    RecordedExchange exchange = study().accepting("application/zip").serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(206);
    assertThat(listed(exchange.bytes())).hasSize(1);
  }

  @Test
  @Requirement("COM-12")
  void headOfAnArchiveHasNoBody() {
    bench.pacs.retrieving(sending(FIRST));

    RecordedExchange exchange =
        study().headOnly().accepting("application/zip").serve(bench.wado::study);

    assertThat(exchange.contentType()).isEqualTo("application/zip");
    assertThat(exchange.bytes()).isEmpty();
  }

  /** As a program reads it that has not got the end yet. */
  private static Map<String, byte[]> streamed(byte[] archive) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  /** As the directory at the end says. */
  private List<String> listed(byte[] archive) throws IOException {
    Path file = Files.write(root.resolve("archive.zip"), archive);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }
}
