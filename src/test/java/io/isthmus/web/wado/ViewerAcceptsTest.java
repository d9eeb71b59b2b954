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
import io.isthmus.web.http.Handler;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Accept headers that clients really send, letter for letter, and what they must get. Where
 * they stand in the sources of the clients, as of August 2026:
 *
 * <ul>
 *   <li>OHIF: {@code platform/core/src/utils/generateAcceptHeader.ts} (0f1390a and before: every
 *       range has {@code transfer-syntax=*} at its end), {@code getBulkdataValue.js} (5507856)
 *   <li>Cornerstone (7034957): {@code dicomImageLoader/src/imageLoader/wadors/loadImage.ts}, {@code
 *       getPixelData.ts}
 *   <li>dicomweb-client of dcmjs (73d390f): {@code src/api.js}; in Python (f48e5ca): {@code web.py}
 *   <li>Slim by way of dicom-microscopy-viewer (bba5106): {@code src/pyramid.js}
 *   <li>Weasis (174ba61): {@code LoadSeries.java}, {@code RsQueryResult.java}
 *   <li>healthcare-api-dicom-viewer: {@code src/dicomValues.js}
 * </ul>
 */
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
        "OHIF, both quoted|1|multipart/related; type=\"application/octet-stream\"; transfer-syntax=\"*\"|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "OHIF, both quoted|4.202|multipart/related; type=\"application/octet-stream\"; transfer-syntax=\"*\"|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.202",
        "OHIF, JPEG wished|4.70|multipart/related; type=\"image/jpeg\"; transfer-syntax=\"1.2.840.10008.1.2.4.70\"; transfer-syntax=\"*\"|image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70",
        "OHIF, JPEG wished|4.50|multipart/related; type=\"image/jpeg\"; transfer-syntax=\"1.2.840.10008.1.2.4.70\"; transfer-syntax=\"*\"|image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50",
        "OHIF, JPEG wished|1|multipart/related; type=image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70; transfer-syntax=*|image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70",
        "OHIF, JPEG-LS wished|1|multipart/related; type=image/jls; transfer-syntax=1.2.840.10008.1.2.4.80; transfer-syntax=*|image/jls; transfer-syntax=1.2.840.10008.1.2.4.80",
        "OHIF, 12 bits wished|4.51|multipart/related; type=image/dicom+jpeg; transfer-syntax=1.2.840.10008.1.2.4.51; transfer-syntax=*|image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.51",
        "OHIF, native wished|1|multipart/related; type=\"application/octet-stream\"; transfer-syntax=\"1.2.840.10008.1.2.1\"; transfer-syntax=\"*\"|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "OHIF, a list|4.70|multipart/related; type=image/jls; transfer-syntax=1.2.840.10008.1.2.4.80; q=0.9,multipart/related; type=application/octet-stream; q=0.5|image/jls; transfer-syntax=1.2.840.10008.1.2.4.80",
        "Cornerstone's default|4.70|application/octet-stream|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        // dicomweb-client, and with it Slim and dcmjs' examples
        "dicomweb-client, HTJ2K|4.201|multipart/related; type=\"application/octet-stream\"; transfer-syntax=1.2.840.10008.1.2.1, multipart/related; type=\"image/jhc\"; transfer-syntax=1.2.840.10008.1.2.4.201|image/jphc; transfer-syntax=1.2.840.10008.1.2.4.201",
        "dicomweb-client, in Python|1|multipart/related; type=\"*/*\"|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "dicomweb-client, in Python|5|multipart/related; type=\"image/dicom-rle\"; transfer-syntax=1.2.840.10008.1.2.5|image/dicom-rle; transfer-syntax=1.2.840.10008.1.2.5",
        "Slim|4.90|multipart/related; type=\"application/octet-stream\"; transfer-syntax=*|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.90",
        "Google's viewer|4.70|multipart/related;type=\"application/octet-stream\";transfer-syntax=1.2.840.10008.1.2.1|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "Azure's examples|4.90|application/octet-stream; transfer-syntax=*|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.90",
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
      assertThat(type(exchange)).isEqualTo(partType);
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
    assertThat(type(exchange))
        .isEqualTo("application/dicom; transfer-syntax=1.2.840.10008.1.2." + given);
  }

  /** Of the first part, or of what comes by itself. */
  private static String type(RecordedExchange exchange) {
    return exchange.contentType().startsWith("multipart/")
        ? WadoBench.parts(exchange).getFirst().headers().getOrDefault("Content-Type", "")
        : exchange.contentType();
  }

  /**
   * Columns: client, last part of the transfer syntax that is stored, where the media type is
   * named, which, type of the part.
   */
  @ParameterizedTest(name = "{0} of {1}: {3}")
  @Requirement({"MT-04", "MT-07", "MT-12", "WADO-34"})
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dicomweb-client|1|header|multipart/related; type=\"application/octet-stream\"|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "dicomweb-client, in Python|4.70|header|multipart/related; type=\"*/*\"|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "dicomweb-client, a video|4.100|header|multipart/related; type=\"video/mpeg2\"; transfer-syntax=1.2.840.10008.1.2.4.100|video/mpeg; transfer-syntax=1.2.840.10008.1.2.4.100",
        "dicomweb-client, a video|4.102|header|multipart/related; type=\"video/mp4\"|video/mp4; transfer-syntax=1.2.840.10008.1.2.4.102",
        "OHIF, a video|4.102|parameter|video/mp4|video/mp4; transfer-syntax=1.2.840.10008.1.2.4.102",
        "a browser, a video|4.103|header|*/*|video/mp4; transfer-syntax=1.2.840.10008.1.2.4.103",
      })
  void pixelDataComeAsTheClientWantsThem(
      String client, String syntax, String where, String accept, String partType)
      throws IOException {
    HandMade stored = image(TransferSyntax.of("1.2.840.10008.1.2." + syntax));

    for (Handler handler :
        List.<Handler>of(bench.bulkData::bulkData, bench.collections::instancePixelData)) {
      bench.pacs.retrieving(sending(stored));
      RecordedExchange exchange = instance(SOP).element("7FE00010");
      if (where.equals("parameter")) {
        exchange.asking("accept", accept);
      } else {
        exchange.accepting(accept);
      }
      exchange.serve(handler);

      assertThat(exchange.status()).isEqualTo(200);
      assertThat(type(exchange)).isEqualTo(partType);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @Requirement({"MT-08", "MT-09"})
  @CsvSource(
      delimiter = '|',
      value = {
        "OHIF|application/dicom+json|application/dicom+json",
        "OHIF|application/dicom+json, application/json;q=0.5|application/dicom+json",
        "dicomweb-client, in Python|application/dicom+json, application/json|application/dicom+json",
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
