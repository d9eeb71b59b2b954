package io.isthmus.web.wado;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.FileMeta;
import io.isthmus.dicom.codec.Part10Reader;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Uid;
import io.isthmus.interop.Peers;
import io.isthmus.retrieve.HandMade;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every real instance comes back as it went in. */
class CorpusRetrieveTest {
  @TempDir Path root;

  @TestFactory
  @Requirement({"WADO-16", "WADO-01"})
  Stream<DynamicTest> asStoredGivesTheBytesThatThePacsSent() throws IOException {
    return corpus()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () -> {
                  HandMade original = read(file);
                  byte[] given = retrieve(original, "application/dicom; transfer-syntax=*");
                  Part10Reader reader = Part10Reader.open(new ByteArrayInputStream(given));
                  if (reader.meta().transferSyntax().equals(original.syntax())) {
                    assertThat(reader.dataSet().readAllBytes()).isEqualTo(original.bytes());
                  } else {
                    assertThat(reader.readDataSet().equals(rewritten(original))).isTrue();
                  }
                }));
  }

  private byte[] retrieve(HandMade original, String accept) throws IOException {
    try (WadoBench bench = new WadoBench(root)) {
      bench.pacs.retrieving(WadoBench.sending(original));
      RecordedExchange exchange =
          new RecordedExchange()
              .study(original.study())
              .series(original.series())
              .instance(original.sop())
              .accepting(accept)
              .serve(bench.wado::instance);
      assertThat(exchange.status()).isEqualTo(200);
      assertThat(exchange.isComplete()).isTrue();
      return exchange.bytes();
    }
  }

  /** Group lengths are retired and go when a data set is written anew (PS3.5 7.2). */
  private static DataSet rewritten(HandMade instance) throws IOException {
    DataSet dataSet = dataSet(instance);
    DataSetBuilder builder = dataSet.toBuilder();
    for (Element element : dataSet) {
      if (Tag.isGroupLength(element.tag())) {
        builder.remove(element.tag());
      }
    }
    return builder.build();
  }

  private static DataSet dataSet(HandMade instance) throws IOException {
    return DataSetReader.read(instance.bytes(), instance.syntax());
  }

  /** The files that are instances of a study; those that break a rule are not. */
  private static Stream<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.walk(Peers.corpus())) {
      List<Path> found =
          files
              .filter(file -> file.toString().endsWith(".dcm"))
              .filter(file -> !file.toString().contains("malformed"))
              .filter(CorpusRetrieveTest::isOfAStudy)
              .sorted()
              .toList();
      assertThat(found).hasSizeGreaterThan(50);
      return found.stream();
    }
  }

  private static boolean isOfAStudy(Path file) {
    try {
      DataSet dataSet = dataSet(read(file));
      return Stream.of(Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID)
          .map(dataSet::string)
          .allMatch(uid -> uid.filter(Uid::isValid).isPresent());
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static HandMade read(Path file) throws IOException {
    Part10Reader reader = Part10Reader.open(Files.newInputStream(file));
    FileMeta meta = reader.meta();
    byte[] bytes = reader.dataSet().readAllBytes();
    DataSet dataSet = DataSetReader.read(bytes, meta.transferSyntax());
    return new HandMade(
        dataSet.string(Tag.SOPClassUID).orElse(""),
        dataSet.string(Tag.SOPInstanceUID).orElse(""),
        dataSet.string(Tag.StudyInstanceUID).orElse(""),
        dataSet.string(Tag.SeriesInstanceUID).orElse(""),
        meta.transferSyntax(),
        bytes);
  }
}
