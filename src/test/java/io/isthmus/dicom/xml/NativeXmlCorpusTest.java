package io.isthmus.dicom.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.codec.Part10Reader;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.json.DicomJsonReader;
import io.isthmus.dicom.json.DicomJsonWriter;
import io.isthmus.dicom.json.JsonOptions;
import io.isthmus.interop.Peers;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Real data sets in JSON and XML mean the same. */
class NativeXmlCorpusTest {
  private static final int INLINE = 1024;

  @TestFactory
  @Requirement("XML-05")
  Stream<DynamicTest> jsonThatWentThroughXmlIsTheSameJson() throws IOException {
    Path corpus = Peers.corpus();
    try (Stream<Path> files = Files.walk(corpus)) {
      return files
          .filter(file -> file.toString().endsWith(".dcm"))
          .filter(file -> !corpus.relativize(file).startsWith("malformed"))
          .filter(file -> !file.endsWith("GH179B.dcm")) // refused: CorpusTest
          .sorted()
          .toList()
          .stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  /**
   * The JSON is that of a data set that came from JSON, where a VR that is not the attribute's was
   * put right and items inherit ISO_IR 192: that changes four of the files.
   */
  private static void check(Path file) throws IOException {
    byte[] stored = json(read(file));
    byte[] json = json(DicomJsonReader.readAll(new ByteArrayInputStream(stored)).getFirst());
    DataSet once = DicomJsonReader.readAll(new ByteArrayInputStream(json)).getFirst();
    ByteArrayOutputStream xml = new ByteArrayOutputStream();
    new NativeXmlWriter(xml, INLINE, (path, element) -> "bulk/" + path).write(once);
    DataSet twice = NativeXmlReader.read(new ByteArrayInputStream(xml.toByteArray()));

    assertThat(attributes(json(twice))).containsExactlyElementsOf(attributes(json));
  }

  private static List<String> attributes(byte[] json) {
    return List.of(new String(json, StandardCharsets.UTF_8).split("(?<=\\}),"));
  }

  private static byte[] json(DataSet dataSet) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonOptions options =
        JsonOptions.DEFAULT.withBulkData(INLINE, (path, element) -> "bulk/" + path);
    DicomJsonWriter writer = new DicomJsonWriter(out, options);
    writer.write(dataSet);
    writer.flush();
    return out.toByteArray();
  }

  private static DataSet read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return Part10Reader.open(in).readDataSet();
    }
  }
}
