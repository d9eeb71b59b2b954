package io.isthmus.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.interop.Peers;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
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

  /** Its second (0028,0120) has neither length nor value, so that nothing after it is certain. */
  private static final String BROKEN = "GH179B.dcm";

  private static Stream<DynamicTest> each(Check check) throws IOException {
    return files(false).stream()
        .filter(file -> !file.endsWith(BROKEN))
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check.of(file)));
  }

  @FunctionalInterface
  private interface Check {
    void of(Path file) throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> everyFileReadsAsItWasWrittenBack() throws IOException {
    return each(CorpusTest::copy);
  }

  @TestFactory
  Stream<DynamicTest> everyFileReadsTheSameReencodedAsAStream() throws IOException {
    return each(CorpusTest::reencode);
  }

  @TestFactory
  Stream<DynamicTest> everyFileReencodedIsWhatDcmconvMakesOfIt() throws IOException {
    Peers.need("dcmtk", "dcmconv");
    return each(CorpusTest::convert);
  }

  @Test
  void anElementWithoutLengthAndValueIsRefused() throws IOException {
    Path file =
        files(false).stream().filter(each -> each.endsWith(BROKEN)).findFirst().orElseThrow();

    assertThatThrownBy(() -> read(file)).isInstanceOf(MalformedDicomException.class);
  }

  /** How each file is taken that breaks a rule, or lacks what a file should have. */
  private static final Map<String, String> SALVAGED =
      Map.of(
          "DICOMDIR.dcm", "1.2.840.10008.1.2.1", // a directory, no instance: nothing is wrong
          "dicomdirtests_DICOMDIR.dcm", "1.2.840.10008.1.2.1",
          "TINY_ALPHA_DICOMDIR.dcm", "1.2.840.10008.1.2.1",
          "ExplVR_BigEndNoMeta.dcm", "1.2.840.10008.1.2.2", // no meta information: probed
          "ExplVR_LitEndNoMeta.dcm", "1.2.840.10008.1.2.1",
          "meta_missing_tsyntax.dcm", "1.2.840.10008.1.2", // only the transfer syntax is missing
          "priv_SQ.dcm", "1.2.840.10008.1.2"); // a private sequence of a maker unknown stays UN

  @TestFactory
  Stream<DynamicTest> everyMalformedFileIsSalvagedInItsWayOrRefused() throws IOException {
    return files(true).stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> salvage(file)));
  }

  private static void salvage(Path file) throws IOException {
    String syntax = SALVAGED.get(file.getFileName().toString());
    if (syntax == null) {
      assertThat(file).endsWithRaw(Path.of("no_meta.dcm")); // its first byte is lost
      assertThatThrownBy(() -> open(file)).isInstanceOf(MalformedDicomException.class);
    } else {
      assertThat(open(file).meta().transferSyntax()).isEqualTo(TransferSyntax.of(syntax));
      assertThat(read(file).size()).isPositive();
      copy(file);
    }
  }

  private static Part10Reader open(Path file) throws IOException {
    return Part10Reader.open(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  private static DataSet read(Path file) throws IOException {
    return open(file).readDataSet();
  }

  private static void reencode(Path file) throws IOException {
    Part10Reader reader = open(file);
    if (!reader.meta().transferSyntax().encapsulated()) {
      assertThat(reencoded(reader)).isEqualTo(EvenValues.of(read(file)));
    }
  }

  private static DataSet reencoded(Part10Reader reader) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExplicitReencoder.reencode(reader.dataSet(), reader.meta().transferSyntax(), out);
    return EvenValues.of(
        DataSetReader.read(out.toByteArray(), TransferSyntax.ExplicitVRLittleEndian));
  }

  private static void convert(Path file) throws Exception {
    Part10Reader reader = open(file);
    TransferSyntax syntax = reader.meta().transferSyntax();
    if (syntax.encapsulated() || syntax.equals(TransferSyntax.ExplicitVRLittleEndian)) {
      return;
    }
    Path converted = Files.createTempFile("isthmus", ".dcm");
    try {
      Process dcmconv =
          new ProcessBuilder("dcmconv", "+te", file.toString(), converted.toString())
              .redirectErrorStream(true)
              .start();
      dcmconv.getInputStream().readAllBytes();
      assertThat(dcmconv.waitFor()).isZero();
      assertThat(facts(reencoded(reader))).isEqualTo(facts(EvenValues.of(read(converted))));
    } finally {
      Files.delete(converted);
    }
  }

  /**
   * Standard elements as lines of tag, VR and value. Left out are private elements, of which each
   * program knows its own, and more padding than one byte, which dcmconv takes away.
   */
  private static List<String> facts(DataSet dataSet) {
    List<String> lines = new ArrayList<>();
    for (Element element : dataSet) {
      if (!Tag.isPrivate(element.tag())) {
        fact(element, lines);
      }
    }
    return lines;
  }

  private static void fact(Element element, List<String> lines) {
    String head = Tag.format(element.tag()) + " " + element.vr() + " ";
    switch (element) {
      case Element.Value value ->
          lines.add(
              head
                  + (value.vr().isText()
                      ? new String(value.bytes(), StandardCharsets.ISO_8859_1)
                          .replaceAll("[ \\x00]+($|\\\\)", "$1")
                      : HexFormat.of().formatHex(value.bytes())));
      case Element.Items sequence -> {
        lines.add(head + sequence.items().size());
        sequence.items().forEach(item -> lines.addAll(facts(item)));
      }
      case Element.Fragments fragments -> lines.add(fragments.toString());
      case Element.Located located -> lines.add(located.toString());
      case Element.Referenced referenced -> lines.add(referenced.toString());
    }
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
