package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.WadoBench.instance;
import static io.isthmus.web.wado.WadoBench.sending;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.derived.DerivedBench;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.codec.FrameConversion;
import io.isthmus.retrieve.HandMade;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Accept headers that clients really send, letter for letter, and what they must get. */
class ViewerAcceptsTest extends WadoFixture {
  private static final String SOP = "1.1";

  /** Columns: client, last part of the transfer syntax that is stored, Accept, type of the part. */
  @ParameterizedTest(name = "{0} of {1}: {2}")
  @Requirement({"MT-02", "MT-03", "MT-07", "MT-12", "MT-16", "WADO-07"})
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // OHIF 3, Cornerstone, with and without quotes; its sample configurations
        "OHIF|1|multipart/related; type=application/octet-stream; transfer-syntax=*|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "OHIF|4.70|multipart/related; type=application/octet-stream; transfer-syntax=*|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.70",
        "OHIF|5|multipart/related; type=\"application/octet-stream\"; transfer-syntax=*|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.5",
        "OHIF|4.50|multipart/related; type=image/jpeg; transfer-syntax=*|image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50",
        "OHIF|4.50|multipart/related; type=\"image/jpeg\"; transfer-syntax=1.2.840.10008.1.2.4.50|image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50",
        "OHIF|4.80|multipart/related; type=\"image/x-jls\"|image/jls; transfer-syntax=1.2.840.10008.1.2.4.80",
        "OHIF|4.202|multipart/related; type=image/jphc;transfer-syntax=*|image/jphc; transfer-syntax=1.2.840.10008.1.2.4.202",
        // dicomweb-client, and with it Slim and dcmjs' examples
        "dicomweb-client|1|multipart/related; type=\"application/octet-stream\"|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "dicomweb-client|4.70|multipart/related; type=\"application/octet-stream\"|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "Slim|4.90|multipart/related; type=\"image/jls\"; transfer-syntax=1.2.840.10008.1.2.4.80, multipart/related; type=\"image/jls\"; transfer-syntax=1.2.840.10008.1.2.4.81, multipart/related; type=\"image/jp2\"; transfer-syntax=1.2.840.10008.1.2.4.90, multipart/related; type=\"image/jp2\"; transfer-syntax=1.2.840.10008.1.2.4.91, multipart/related; type=\"image/jpx\"; transfer-syntax=1.2.840.10008.1.2.4.92, multipart/related; type=\"image/jpx\"; transfer-syntax=1.2.840.10008.1.2.4.93, multipart/related; type=\"image/jpeg\"; transfer-syntax=1.2.840.10008.1.2.4.50|image/jp2; transfer-syntax=1.2.840.10008.1.2.4.90",
        "Slim|4.50|multipart/related; type=\"application/octet-stream\"; transfer-syntax=1.2.840.10008.1.2.1, multipart/related; type=\"image/jpeg\"; transfer-syntax=1.2.840.10008.1.2.4.50|image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50",
        "Slim|1|multipart/related; type=\"application/octet-stream\"; transfer-syntax=1.2.840.10008.1.2.1, multipart/related; type=\"image/jpeg\"; transfer-syntax=1.2.840.10008.1.2.4.50|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        // browsers and tools
        "fetch|1|*/*|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "fetch|4.70|*/*|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "fetch|4.110|*/*|image/jxl; transfer-syntax=1.2.840.10008.1.2.4.110",
        "any multipart|4.80|multipart/*|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "any image|1|multipart/related; type=\"image/*\"|image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70",
        "image of no kind|1|multipart/related; type=\"image/jls\"; transfer-syntax=*|image/jls; transfer-syntax=1.2.840.10008.1.2.4.80",
        "lossless of another kind|4.70|multipart/related; type=image/dicom-rle|image/dicom-rle; transfer-syntax=1.2.840.10008.1.2.5",
        "lossless process 14|4.57|multipart/related; type=image/jpeg|image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70",
        "lossy|1|multipart/related; type=image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50|none",
        "lossy|4.70|multipart/related; type=image/jls; transfer-syntax=1.2.840.10008.1.2.4.81|none",
        "octets that are none|1|multipart/related; type=application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.80|none",
        "any image|5|multipart/related; type=\"image/*\"|image/dicom-rle; transfer-syntax=1.2.840.10008.1.2.5",
        "any part|1|multipart/related; type=\"*/*\"|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "RLE of old|5|multipart/related; type=\"image/x-dicom-rle\"|image/dicom-rle; transfer-syntax=1.2.840.10008.1.2.5",
        "J2K of old|4.90|multipart/related; type=image/x-jpeg2000|image/jp2; transfer-syntax=1.2.840.10008.1.2.4.90",
        "q list|4.70|multipart/related; type=application/octet-stream; transfer-syntax=*;q=0.1, multipart/related; type=image/jpeg;q=0.9|image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70",
        "q list|4.70|multipart/related; type=image/jpeg;q=0.1, multipart/related; type=application/octet-stream; transfer-syntax=*|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.70",
        "q=0|4.70|multipart/related; type=application/octet-stream;q=0, multipart/related; type=\"image/*\"|image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70",
        "q=0|4.110|multipart/related; type=image/jxl;q=0, multipart/*|none",
      })
  void framesComeAsTheClientWantsThem(String client, String syntax, String accept, String partType)
      throws IOException {
    TransferSyntax stored = TransferSyntax.of("1.2.840.10008.1.2." + syntax);
    bench.pacs.retrieving(sending(image(stored)));

    RecordedExchange exchange =
        instance(SOP).frames("1").accepting(accept).serve(bench.bulkData::frames);

    if (partType.equals("none")) {
      assertThat(exchange.status()).isEqualTo(406);
    } else {
      assertThat(exchange.status()).isEqualTo(200);
      assertThat(WadoBench.parts(exchange).getFirst().headers())
          .containsEntry("Content-Type", partType);
    }
  }

  /** Columns: client, last part of the transfer syntax that is stored, Accept, that of the file. */
  @ParameterizedTest(name = "{0} of {1}: {2}")
  @Requirement({"MT-02", "MT-03", "MT-07", "WADO-03", "WADO-04", "WADO-07"})
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dicomweb-client|1|multipart/related; type=\"application/dicom\"|1",
        "dicomweb-client|``|multipart/related; type=\"application/dicom\"|1",
        "Weasis|4.70|multipart/related;type=\"application/dicom\";transfer-syntax=*|4.70",
        "Weasis|1|multipart/related;type=\"application/dicom\";q=0.9;transfer-syntax=1.2.840.10008.1.2.4.80, multipart/related;type=\"application/dicom\";transfer-syntax=1.2.840.10008.1.2.1;q=0.5|4.80",
        "Weasis|1|multipart/related;type=\"application/dicom\";q=0.5;transfer-syntax=1.2.840.10008.1.2.4.80, multipart/related;type=\"application/dicom\";transfer-syntax=1.2.840.10008.1.2.1;q=0.9|1",
        "Weasis|4.110|multipart/related;type=\"application/dicom\";transfer-syntax=1.2.840.10008.1.2.4.80, multipart/related;type=\"application/dicom\";transfer-syntax=*;q=0.5|4.110",
        "dicomweb-client|4.70|multipart/related; type=\"application/dicom\"|1",
        "dicomweb-client|4.50|multipart/related; type=\"application/dicom\"|4.50",
        "dicomweb-client|4.110|multipart/related; type=\"application/dicom\"|4.110",
        "equals, one as stored|4.70|application/dicom; transfer-syntax=1.2.840.10008.1.2.1, application/dicom; transfer-syntax=1.2.840.10008.1.2.4.70|4.70",
        "deflated|4.70|application/dicom; transfer-syntax=1.2.840.10008.1.2.1.99|1.99",
        "Weasis|4.80|multipart/related;type=\"application/dicom\";q=0.9;transfer-syntax=1.2.840.10008.1.2.4.80, multipart/related;type=\"application/dicom\";transfer-syntax=1.2.840.10008.1.2.1;q=0.5|4.80",
        "dcmjs|4.90|multipart/related; type=application/dicom; transfer-syntax=*|4.90",
        "curl|1|*/*|1",
        "browser|1|text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8|1",
        "any multipart|1|multipart/*|1",
        "single part|4.70|application/dicom; transfer-syntax=*|4.70",
      })
  void instancesComeAsTheClientWantsThem(String client, String syntax, String accept, String given)
      throws IOException {
    TransferSyntax stored =
        TransferSyntax.of("1.2.840.10008.1.2" + (syntax.isEmpty() ? "" : "." + syntax));
    bench.pacs.retrieving(sending(image(stored)));

    RecordedExchange exchange = instance(SOP).accepting(accept).serve(bench.wado::instance);

    assertThat(exchange.status()).isEqualTo(200);
    String type =
        exchange.contentType().startsWith("multipart/")
            ? WadoBench.parts(exchange).getFirst().headers().get("Content-Type")
            : exchange.contentType();
    assertThat(type).isEqualTo("application/dicom; transfer-syntax=1.2.840.10008.1.2." + given);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @Requirement({"MT-08", "MT-09"})
  @CsvSource(
      delimiter = '|',
      value = {
        "OHIF|application/dicom+json|application/dicom+json",
        "OHIF|application/dicom+json, application/json;q=0.5|application/dicom+json",
        "jQuery|application/json, text/javascript, */*; q=0.01|application/json",
        "axios|application/json, text/plain, */*|application/json",
        "curl|*/*|application/dicom+json",
        "dcm4che|application/dicom+xml|none",
      })
  void metadataComesAsTheClientWantsIt(String client, String accept, String type)
      throws IOException {
    bench.pacs.retrieving(sending(image(TransferSyntax.ExplicitVRLittleEndian)));

    RecordedExchange exchange = instance(SOP).accepting(accept).serve(bench.metadata::instance);

    assertThat(exchange.status()).isEqualTo(type.equals("none") ? 406 : 200);
    if (exchange.status() == 200) {
      assertThat(exchange.contentType()).isEqualTo(type);
    }
  }

  private static HandMade image(TransferSyntax syntax) throws IOException {
    HandMade.Encoder encoder = HandMade.begin(SOP, syntax);
    encoder.number(Tag.SamplesPerPixel, 1);
    encoder.number(Tag.Rows, 4);
    encoder.number(Tag.Columns, 4);
    encoder.number(Tag.BitsAllocated, 16);
    encoder.number(Tag.BitsStored, 16);
    if (syntax.encapsulated()) {
      encoder.fragments(List.of(codestream(syntax)), List.of());
    } else {
      encoder.element(Tag.PixelData, "OW", pixels(32, 1));
    }
    return HandMade.made(SOP, syntax, encoder);
  }

  /** One that is decoded where the syntax is. */
  private static byte[] codestream(TransferSyntax syntax) throws IOException {
    TransferSyntax encoded =
        syntax.equals(TransferSyntax.JPEGLossless) ? TransferSyntax.JPEGLosslessSV1 : syntax;
    Optional<FrameConversion> conversion =
        DerivedBench.transcoder()
            .conversion(
                DataSet.builder()
                    .us(Tag.SamplesPerPixel, 1)
                    .us(Tag.Rows, 4)
                    .us(Tag.Columns, 4)
                    .us(Tag.BitsAllocated, 16)
                    .build(),
                TransferSyntax.ExplicitVRLittleEndian,
                encoded);
    if (conversion.isEmpty()) {
      return pixels(32, 1);
    }
    byte[] made =
        conversion
            .get()
            .convert(pixels(32, 1), Deadline.in(Duration.ofMinutes(1), System::nanoTime));
    return Arrays.copyOf(made, made.length + made.length % 2);
  }
}
