package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.WadoBench.instance;
import static io.isthmus.web.wado.WadoBench.parts;
import static io.isthmus.web.wado.WadoBench.sending;
import static io.isthmus.web.wado.WadoBench.study;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.codec.Part10Reader;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.Finds;
import io.isthmus.retrieve.HandMade;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be made is never left out in silence. The pixels themselves are judged elsewhere. */
class TranscodeTest extends WadoFixture {
  private static final TransferSyntax NATIVE = TransferSyntax.ExplicitVRLittleEndian;
  private static final TransferSyntax RLE = TransferSyntax.RLELossless;
  private static final String DICOM = "multipart/related; type=\"application/dicom\"";
  private static final String OCTETS = "multipart/related; type=\"application/octet-stream\"";
  private static final String RLE_PARTS = "multipart/related; type=\"image/dicom-rle\"";
  private static final String URL =
      RecordedExchange.BASE + "/studies/1.2.3/series/1.2.3.4/instances/";

  @ParameterizedTest
  @Requirement({"WADO-12", "WADO-14"})
  @ValueSource(strings = {"1.2.840.10008.1.2.4.110", "1.2.840.10008.1.2.5"})
  void whatCannotBeMadeBeforeTheFirstMakesA206ThatSaysSo(String syntax) {
    TransferSyntax stored = TransferSyntax.of(syntax);
    bench.pacs.retrieving(
        sending(image("1.1", stored, damaged()), image("1.2", RLE, black(), black())));

    RecordedExchange exchange =
        study().accepting(DICOM + "; transfer-syntax=1.2.840.10008.1.2.1").serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(206);
    assertThat(exchange.warnings()).singleElement().asString().contains("cannot be given");
    assertThat(parts(exchange))
        .extracting(part -> part.headers().get("Content-Location"))
        .containsExactly(URL + "1.2");
    assertThat(exchange.isComplete()).isTrue();
  }

  @ParameterizedTest
  @Requirement({"WADO-12", "COM-10"})
  @ValueSource(strings = {"1.2.840.10008.1.2.4.110", "1.2.840.10008.1.2.5"})
  void whatCannotBeMadeAfterTheFirstBreaksTheAnswerOff(String syntax) {
    TransferSyntax stored = TransferSyntax.of(syntax);
    bench.pacs.retrieving(
        sending(image("1.2", RLE, black(), black()), image("1.1", stored, damaged())));

    RecordedExchange exchange =
        study()
            .accepting(DICOM + "; transfer-syntax=1.2.840.10008.1.2.1")
            .onWrite(written -> {})
            .serve(bench.wado::study);

    assertThat(exchange.isComplete() && exchange.status() == 200).isFalse();
  }

  @Test
  @Requirement({"WADO-14", "MT-11"})
  void whereNothingCanBeMadeTheAnswerIs406AndSaysWhatCan() {
    bench.pacs.retrieving(sending(image("1.1", RLE, damaged())));

    assertThat(
            instance("1.1")
                .accepting(DICOM + "; transfer-syntax=1.2.840.10008.1.2.1")
                .serve(bench.wado::instance)
                .status())
        .isEqualTo(406);
    assertThat(frames("1.1", "1", OCTETS).status()).isEqualTo(406);
    assertThat(
            instance("1.1").accepting(OCTETS).serve(bench.collections::instancePixelData).status())
        .isEqualTo(406);
  }

  @Test
  @Requirement({"WADO-05", "WADO-03"})
  void aPictureThatCannotBeDecodedIsGivenAsItIsToWhoDidNotAskForAnother() {
    HandMade image = image("1.1", RLE, damaged());
    bench.pacs.retrieving(sending(image));

    RecordedExchange exchange = instance("1.1").accepting(DICOM).serve(bench.wado::instance);

    WadoBench.assertFile(parts(exchange).getFirst(), image);
  }

  @ParameterizedTest
  @Requirement({"MT-08", "WADO-14"})
  @ValueSource(strings = {"*/*", "multipart/*", "text/html, */*;q=0.8"})
  void aFrameThatCannotBeDecodedIsGivenAsItIsToWhoTakesAnything(String anything) {
    bench.pacs.retrieving(sending(image("1.1", RLE, damaged(), black())));

    RecordedExchange damaged = frames("1.1", "1", anything);

    assertThat(damaged.status()).isEqualTo(200);
    assertThat(parts(damaged).getFirst().headers())
        .containsEntry("Content-Type", "image/dicom-rle; transfer-syntax=1.2.840.10008.1.2.5");
    assertThat(parts(damaged).getFirst().bytes()).isEqualTo(damaged());
    String tag = damaged.responseHeader("ETag");
    assertThat(tag).isEqualTo(frames("1.1", "1", RLE_PARTS).responseHeader("ETag"));
    assertThat(frames("1.1", "1,2", anything).status()).isEqualTo(200);
    assertThat(parts(frames("1.1", "2", anything)).getFirst().bytes()).isEqualTo(new byte[16]);
    assertThat(
            instance("1.1")
                .frames("1")
                .accepting(anything)
                .header("If-None-Match", tag)
                .serve(bench.bulkData::frames)
                .status())
        .isEqualTo(304);
    assertNothingInUse();
  }

  @ParameterizedTest
  @Requirement({"WADO-15", "WADO-16"})
  @ValueSource(strings = {"1.2.840.10008.1.2.1", "1.2.840.10008.1.2.4.80"})
  void aConvertedFileSaysInWhichTransferSyntaxItIs(String syntax) throws IOException {
    bench.pacs.retrieving(sending(image("1.1", RLE, black())));

    Multipart.Part part =
        parts(
                instance("1.1")
                    .accepting(DICOM + "; transfer-syntax=" + syntax)
                    .serve(bench.wado::instance))
            .getFirst();

    assertThat(part.headers())
        .containsEntry("Content-Type", "application/dicom; transfer-syntax=" + syntax);
    DataSet meta = Part10Reader.open(new ByteArrayInputStream(part.bytes())).fileMetaInformation();
    assertThat(meta.string(Tag.TransferSyntaxUID)).hasValue(syntax);
    assertThat(meta.string(Tag.MediaStorageSOPInstanceUID)).hasValue("1.1");
    assertThat(meta.string(Tag.MediaStorageSOPClassUID)).hasValue(HandMade.CT);
  }

  @Test
  @Requirement("COM-10")
  void aLaterFrameThatCannotBeMadeBreaksTheAnswerOff() {
    bench.pacs.retrieving(sending(image("1.1", RLE, black(), black(), damaged())));

    for (RecordedExchange exchange :
        List.of(
            frames("1.1", "1,2,3", OCTETS),
            instance("1.1").accepting(OCTETS).serve(bench.collections::instancePixelData),
            instance("1.1")
                .accepting(DICOM + "; transfer-syntax=1.2.840.10008.1.2.1")
                .serve(bench.wado::instance))) {
      assertThat(exchange.isComplete() && exchange.status() == 200).isFalse();
    }
    assertThat(frames("1.1", "2", OCTETS).status()).isEqualTo(200);
    assertNothingInUse();
  }

  @Test
  @Requirement({"WADO-03", "WADO-12"})
  void whatHasNoPixelsComesInExplicitVrLittleEndianBesideCompressedImages() {
    HandMade report =
        HandMade.made(
            "1.1",
            TransferSyntax.ImplicitVRLittleEndian,
            HandMade.begin("1.1", TransferSyntax.ImplicitVRLittleEndian));
    bench.pacs.retrieving(sending(report, image("1.2", NATIVE, pixels(16, 1))));

    RecordedExchange exchange =
        study()
            .accepting(DICOM + "; transfer-syntax=1.2.840.10008.1.2.4.80")
            .serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(parts(exchange))
        .extracting(part -> part.headers().get("Content-Type"))
        .containsExactly(
            "application/dicom; transfer-syntax=1.2.840.10008.1.2.1",
            "application/dicom; transfer-syntax=1.2.840.10008.1.2.4.80");
  }

  @Test
  @Requirement({"WADO-06", "MT-12"})
  void nothingIsCompressedWithLoss() {
    bench.pacs.retrieving(sending(image("1.1", NATIVE, pixels(16, 1))));

    for (String lossy : List.of("4.50", "4.81", "4.91")) {
      assertThat(
              instance("1.1")
                  .accepting(DICOM + "; transfer-syntax=1.2.840.10008.1.2." + lossy)
                  .serve(bench.wado::instance)
                  .status())
          .isEqualTo(406);
    }
  }

  @Test
  @Requirement({"WADO-28", "WADO-33"})
  void aRangeOfDecodedPixelsIsGivenByItself() {
    bench.pacs.retrieving(sending(image("1.1", RLE, white(), black(), white())));
    String single = "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1";

    RecordedExchange whole =
        instance("1.1").element("7FE00010").accepting(single).serve(bench.bulkData::bulkData);
    RecordedExchange range =
        instance("1.1")
            .element("7FE00010")
            .accepting(single)
            .header("Range", "bytes=14-33")
            .serve(bench.bulkData::bulkData);

    assertThat(whole.length()).hasValue(48);
    byte[] expected = new byte[48];
    Arrays.fill(expected, 0, 16, (byte) 0xFF);
    Arrays.fill(expected, 32, 48, (byte) 0xFF);
    assertThat(whole.bytes()).isEqualTo(expected);
    assertThat(range.status()).isEqualTo(206);
    assertThat(range.responseHeader("Content-Range")).isEqualTo("bytes 14-33/48");
    assertThat(range.bytes()).isEqualTo(Arrays.copyOfRange(expected, 14, 34));
  }

  @Test
  @Requirement("COM-14")
  void aTagOfDecodedPixelsIsAnotherThanThatOfStoredOnesAndStays() {
    bench.pacs.retrieving(sending(image("1.1", RLE, white())));

    String decoded = frames("1.1", "1", OCTETS).responseHeader("ETag");
    String stored = frames("1.1", "1", OCTETS + "; transfer-syntax=*").responseHeader("ETag");

    assertThat(decoded).isNotEqualTo(stored);
    assertThat(frames("1.1", "1", OCTETS).responseHeader("ETag")).isEqualTo(decoded);
    assertThat(
            instance("1.1")
                .frames("1")
                .accepting(OCTETS)
                .header("If-None-Match", decoded)
                .serve(bench.bulkData::frames)
                .status())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @Requirement("COM-14")
  @ValueSource(strings = {OCTETS, OCTETS + "; transfer-syntax=*", "image/jls", "image/dicom-rle"})
  void otherPixelsUnderTheSameUidAndHeaderAreGivenUnderAnotherTag(String accept) {
    has("A", image("1.1", RLE, black()));
    RecordedExchange before = frames("1.1", "1", accept);
    has("B", image("1.1", RLE, white()));

    RecordedExchange after = anew(accept, before.responseHeader("ETag"));

    assertThat(before.status()).isEqualTo(200);
    assertThat(after.status()).isEqualTo(200);
    assertThat(after.responseHeader("ETag")).isNotEqualTo(before.responseHeader("ETag"));
    assertThat(given(after)).isNotEqualTo(given(before));
  }

  @ParameterizedTest
  @Requirement("COM-14")
  @ValueSource(strings = {OCTETS, OCTETS + "; transfer-syntax=*", "image/jls", "image/dicom-rle"})
  void theSameInstanceThatIsReceivedAgainHasTheSameTag(String accept) {
    has("A", image("1.1", RLE, white()));
    RecordedExchange before = frames("1.1", "1", accept);
    has("B", image("1.1", RLE, white()));

    assertThat(anew(accept, before.responseHeader("ETag")).status()).isEqualTo(304);
    assertThat(bench.pacs.retrieves()).hasSize(2);
  }

  /** What it says of the patient is what tells that it is to be retrieved again. */
  private void has(String patient, HandMade image) {
    bench.pacs.finding(Finds.of(patient, image)).retrieving(sending(image));
  }

  private RecordedExchange anew(String accept, String known) {
    return instance("1.1")
        .frames("1")
        .accepting(accept)
        .header("Cache-Control", "no-cache")
        .header("If-None-Match", known)
        .serve(bench.bulkData::frames);
  }

  private static byte[] given(RecordedExchange exchange) {
    return exchange.contentType().startsWith("multipart")
        ? parts(exchange).getFirst().bytes()
        : exchange.bytes();
  }

  private RecordedExchange frames(String sop, String list, String accept) {
    return instance(sop).frames(list).accepting(accept).serve(bench.bulkData::frames);
  }

  private static HandMade image(String sop, TransferSyntax syntax, byte[]... frames) {
    HandMade.Encoder encoder = HandMade.begin(sop, syntax);
    encoder.number(Tag.SamplesPerPixel, 1);
    encoder.text(Tag.PhotometricInterpretation, "CS", "MONOCHROME2");
    encoder.text(Tag.NumberOfFrames, "IS", Integer.toString(frames.length));
    encoder.number(Tag.Rows, 4);
    encoder.number(Tag.Columns, 4);
    encoder.number(Tag.BitsAllocated, 8);
    encoder.number(Tag.BitsStored, 8);
    if (syntax.encapsulated()) {
      encoder.fragments(List.of(frames), List.of());
    } else {
      encoder.element(Tag.PixelData, "OB", frames[0]);
    }
    return HandMade.made(sop, syntax, encoder);
  }

  private static byte[] black() {
    return run((byte) 0);
  }

  private static byte[] white() {
    return run((byte) 0xFF);
  }

  /** A run of 16 pixels as PS3.5 G.3 lays it out: one segment at offset 64. */
  private static byte[] run(byte value) {
    byte[] frame = new byte[66];
    frame[0] = 1;
    frame[4] = 64;
    frame[64] = -15;
    frame[65] = value;
    return frame;
  }

  /** Two segments where the picture has one. */
  private static byte[] damaged() {
    byte[] frame = black();
    frame[0] = 2;
    return frame;
  }
}
