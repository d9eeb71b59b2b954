package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.HandMadeImages.black;
import static io.isthmus.web.wado.HandMadeImages.picture;
import static io.isthmus.web.wado.HandMadeImages.white;
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

/** Frames and files of other transfer syntaxes. The pixels themselves are judged elsewhere. */
class TranscodeTest extends WadoFixture {
  private static final TransferSyntax NATIVE = TransferSyntax.ExplicitVRLittleEndian;
  private static final TransferSyntax RLE = TransferSyntax.RLELossless;
  private static final String DICOM = "multipart/related; type=\"application/dicom\"";
  private static final String OCTETS = "multipart/related; type=\"application/octet-stream\"";

  @ParameterizedTest
  @Requirement({"WADO-15", "WADO-16"})
  @ValueSource(strings = {"1.2.840.10008.1.2.1", "1.2.840.10008.1.2.4.80"})
  void aConvertedFileSaysInWhichTransferSyntaxItIs(String syntax) throws IOException {
    bench.pacs.retrieving(sending(picture("1.1", RLE, black())));

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
  @Requirement({"WADO-03", "WADO-12"})
  void whatHasNoPixelsComesInExplicitVrLittleEndianBesideCompressedImages() {
    HandMade report =
        HandMade.made(
            "1.1",
            TransferSyntax.ImplicitVRLittleEndian,
            HandMade.begin("1.1", TransferSyntax.ImplicitVRLittleEndian));
    bench.pacs.retrieving(sending(report, picture("1.2", NATIVE, pixels(16, 1))));

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
    bench.pacs.retrieving(sending(picture("1.1", NATIVE, pixels(16, 1))));

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
    bench.pacs.retrieving(sending(picture("1.1", RLE, white(), black(), white())));
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
    bench.pacs.retrieving(sending(picture("1.1", RLE, white())));

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
    has("A", picture("1.1", RLE, black()));
    RecordedExchange before = frames("1.1", "1", accept);
    has("B", picture("1.1", RLE, white()));

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
    has("A", picture("1.1", RLE, white()));
    RecordedExchange before = frames("1.1", "1", accept);
    has("B", picture("1.1", RLE, white()));

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
}
