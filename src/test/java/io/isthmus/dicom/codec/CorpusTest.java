package io.isthmus.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.interop.Peers;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Real files of many makers. */
class CorpusTest {
  static List<Path> files(boolean malformed) throws IOException {
    Path corpus = Peers.corpus();
    try (Stream<Path> all = Files.walk(corpus)) {
      return all.filter(file -> file.toString().endsWith(".dcm"))
          .filter(file -> corpus.relativize(file).startsWith("malformed") == malformed)
          .sorted()
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyFileReadsAsItWasWrittenBack() throws IOException {
    return files(false).stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> copy(file)));
  }

  private static void copy(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      Part10Reader reader = Part10Reader.open(in);
      DataSet first = EvenValues.of(reader.readDataSet());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Part10Writer.write(reader.meta(), first, out);
      Part10Reader again = Part10Reader.open(new ByteArrayInputStream(out.toByteArray()));

      assertThat(again.meta()).isEqualTo(reader.meta());
      assertThat(again.readDataSet()).isEqualTo(first);
    }
  }
}
