package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.HandMadeImages.COLUMNS;
import static io.isthmus.web.wado.HandMadeImages.FRAME;
import static io.isthmus.web.wado.HandMadeImages.ROWS;
import static io.isthmus.web.wado.HandMadeImages.SOP;
import static io.isthmus.web.wado.HandMadeImages.image;
import static io.isthmus.web.wado.WadoBench.instance;
import static io.isthmus.web.wado.WadoBench.parts;
import static io.isthmus.web.wado.WadoBench.sending;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.ArchiveFailure.Category;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that the PACS takes out of an instance, as it sends them: bytes put together by hand. */
class FrameExtractionTest extends WadoFixture {
  private static final TransferSyntax EXPLICIT = TransferSyntax.ExplicitVRLittleEndian;
  private static final String MADE = "2.25.77";
  private static final String OCTETS = "multipart/related; type=application/octet-stream";
  private static final byte[] PIXELS = pixels(9 * FRAME, 1);

  /** What the PACS makes of frames: the UIDs that it states, and how many frames it sends. */
  private record Made(String sop, String study, String source, List<Integer> named, int frames) {
    static Made of(Integer... frames) {
      return new Made(MADE, HandMade.STUDY, SOP, List.of(frames), frames.length);
    }

    HandMade as(TransferSyntax syntax) {
      HandMade.Encoder encoder = begun(syntax);
      ByteBuffer pixels = ByteBuffer.allocate(frames * FRAME);
      for (int number : named.subList(0, Math.min(frames, named.size()))) {
        pixels.put(PIXELS, (number - 1) * FRAME, FRAME);
      }
      encoder.element(Tag.PixelData, "OW", pixels.array());
      return made(syntax, encoder);
    }

    /** Compressed, as its transfer syntax says, but neither offset table nor fragment. */
    HandMade withoutFragments() {
      HandMade.Encoder encoder = begun(TransferSyntax.RLELossless);
      encoder.header(Tag.PixelData, "OB", -1);
      encoder.item(0xFFFEE0DD, 0);
      return made(TransferSyntax.RLELossless, encoder);
    }

    private HandMade made(TransferSyntax syntax, HandMade.Encoder encoder) {
      return new HandMade(HandMade.CT, sop, study, HandMade.SERIES, syntax, encoder.bytes());
    }

    private HandMade.Encoder begun(TransferSyntax syntax) {
      HandMade.Encoder encoder = new HandMade.Encoder(syntax);
      encoder.uid(Tag.SOPClassUID, HandMade.CT);
      encoder.uid(Tag.SOPInstanceUID, sop);
      encoder.header(Tag.FrameExtractionSequence, "SQ", -1);
      encoder.item(0xFFFEE000, -1);
      encoder.element(Tag.SimpleFrameList, "UL", list());
      encoder.uid(Tag.MultiFrameSourceSOPInstanceUID, source);
      encoder.item(0xFFFEE00D, 0);
      encoder.item(0xFFFEE0DD, 0);
      encoder.uid(Tag.StudyInstanceUID, study);
      encoder.uid(Tag.SeriesInstanceUID, HandMade.SERIES);
      encoder.number(Tag.SamplesPerPixel, 1);
      encoder.text(Tag.NumberOfFrames, "IS", Integer.toString(frames));
      encoder.number(Tag.Rows, ROWS);
      encoder.number(Tag.Columns, COLUMNS);
      encoder.number(Tag.BitsAllocated, 16);
      return encoder;
    }

    private byte[] list() {
      ByteBuffer list = ByteBuffer.allocate(4 * named.size()).order(ByteOrder.LITTLE_ENDIAN);
      named.forEach(list::putInt);
      return list.array();
    }
  }

  @BeforeEach
  void framesAreAskedForByThemselves() {
    bench.extracting = true;
    bench.pacs.retrieving(sending(image(EXPLICIT, 9, PIXELS)));
  }

  @ParameterizedTest
  @Requirement("WADO-36")
  @ValueSource(strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99"})
  void theFramesAskedForAreThoseOfTheirOwnNumbers(String syntax) {
    bench.pacs.extracting(sending(Made.of(2, 5, 9).as(TransferSyntax.of(syntax))));

    var parts = parts(frames("9,2,5", OCTETS));

    assertThat(parts)
        .extracting(part -> part.bytes())
        .containsExactly(frame(9), frame(2), frame(5));
    assertThat(parts.getFirst().headers())
        .containsEntry(
            "Content-Location",
            RecordedExchange.BASE + "/studies/1.2.3/series/1.2.3.4/instances/1.1/frames/9");
    assertThat(bench.pacs.frameRetrieves()).containsExactly(List.of(2, 5, 9));
    assertThat(bench.pacs.retrieves()).isEmpty();
    assertThat(bench.bench.spool().usage().bytes()).isZero();
  }

  @Test
  @Requirement("WADO-36")
  void whatThePacsMadeIsNeitherHeldNorServedAsAnInstance() {
    bench.pacs.extracting(sending(Made.of(3).as(EXPLICIT)));
    assertThat(frames("3", "application/octet-stream").bytes()).isEqualTo(frame(3));

    HandMade whole = image(EXPLICIT, 9, PIXELS);
    RecordedExchange file =
        instance(SOP).accepting("application/dicom").serve(bench.wado::instance);

    WadoBench.assertFile(file.bytes(), whole, EXPLICIT.uid());
    assertThat(bench.pacs.retrieves()).hasSize(1);
  }

  @Test
  @Requirement("WADO-36")
  void framesOfAnInstanceThatIsHeldAreCutFromIt() {
    bench.pacs.extracting(sending(Made.of(4).as(EXPLICIT)));
    instance(SOP).accepting("application/dicom").serve(bench.wado::instance);

    assertThat(frames("4", "application/octet-stream").bytes()).isEqualTo(frame(4));
    assertThat(bench.pacs.frameRetrieves()).isEmpty();
  }

  @Test
  @Requirement("WADO-36")
  void nothingIsTakenOutUnlessThatIsConfigured() {
    bench.extracting = false;
    bench.pacs.extracting(sending(Made.of(4).as(EXPLICIT)));

    assertThat(frames("4", "application/octet-stream").bytes()).isEqualTo(frame(4));
    assertThat(bench.pacs.frameRetrieves()).isEmpty();
  }

  @ParameterizedTest
  @Requirement("WADO-36")
  @CsvSource({
    // Its own UID, another study, another instance, other frames, fewer and more than were asked
    "1.1, 1.2.3, 1.1, 4, 1",
    "2.25.77, 1.2.9, 1.1, 4, 1",
    "2.25.77, 1.2.3, 1.7, 4, 1",
    "2.25.77, 1.2.3, 1.1, 5, 1",
    "2.25.77, 1.2.3, 1.1, 4, 0",
    "2.25.77, 1.2.3, 1.1, 4, 2",
  })
  void whatIsNotTheFramesAskedForIsNotGiven(
      String sop, String study, String source, int named, int frames) {
    Made made = new Made(sop, study, source, List.of(named), frames);
    bench.pacs.extracting(sending(made.as(EXPLICIT)));

    assertThat(frames("4", "application/octet-stream").bytes()).isEqualTo(frame(4));
    assertThat(bench.pacs.frameRetrieves()).hasSize(1);
    assertThat(bench.pacs.retrieves()).hasSize(1);
    assertNothingInUse();
  }

  @Test
  @Requirement("WADO-36")
  void whatSaysNothingOfFramesOrIsNoDataSetIsNotGiven() {
    for (HandMade wrong :
        List.of(
            HandMade.instance(MADE, pixels(FRAME, 7)),
            new HandMade(
                HandMade.CT, MADE, HandMade.STUDY, HandMade.SERIES, EXPLICIT, pixels(9, 1)))) {
      bench.pacs.extracting(sending(wrong));

      assertThat(frames("4", "application/octet-stream").bytes()).isEqualTo(frame(4));
    }
    assertNothingInUse();
  }

  @Test
  @Requirement("WADO-36")
  void whatHasNoFragmentsAtAllIsNotGivenAndLeavesNoFile() {
    bench.pacs.extracting(sending(Made.of(4).withoutFragments()));

    assertThat(frames("4", "application/octet-stream").bytes()).isEqualTo(frame(4));
    assertNothingInUse();
  }

  @Test
  @Requirement("WADO-36")
  void severalInstancesAreNotTheOneThatWasAskedFor() {
    bench.pacs.extracting(sending(Made.of(4).as(EXPLICIT), Made.of(4).as(EXPLICIT)));

    assertThat(frames("4", "application/octet-stream").bytes()).isEqualTo(frame(4));
    assertThat(bench.pacs.retrieves()).hasSize(1);
    assertNothingInUse();
  }

  @ParameterizedTest
  @Requirement({"WADO-36", "DIM-31"})
  @EnumSource(
      value = Category.class,
      names = {"UNSUPPORTED", "UPSTREAM"})
  void whereThePacsRefusesTheWholeInstanceIsAskedFor(Category category) {
    refusing(category);

    assertThat(frames("4", "application/octet-stream").bytes()).isEqualTo(frame(4));
    assertThat(bench.pacs.retrieves()).hasSize(1);
  }

  @ParameterizedTest
  @Requirement({"WADO-36", "DIM-31"})
  @CsvSource({"NOT_FOUND, 404", "BUSY, 503", "TIMEOUT, 504", "DENIED, 403"})
  void whatWouldNotBeHadOtherwiseEitherIsNotAskedForAgain(Category category, int status) {
    refusing(category);

    assertThat(frames("4", "application/octet-stream").status()).isEqualTo(status);
    assertThat(bench.pacs.retrieves()).isEmpty();
  }

  @ParameterizedTest
  @Requirement("WADO-36")
  @CsvSource({"1, 0", "9, 1"})
  void theFirstFrameIsTakenOutOnlyWhereThereAreOthers(String count, int extractions) {
    bench.pacs.matching(
        DataSet.builder().uid(Tag.SOPInstanceUID, SOP).text(Tag.NumberOfFrames, count).build());
    bench.pacs.extracting(sending(Made.of(1).as(EXPLICIT)));

    assertThat(frames("1", "application/octet-stream").bytes()).isEqualTo(frame(1));
    assertThat(bench.pacs.frameRetrieves()).hasSize(extractions);
  }

  private void refusing(Category category) {
    bench.pacs.extracting((scope, arrivals, cancellation) -> {
      throw new ArchiveException(
          new ArchiveFailure.Failed("main", category, 0xC000, "refused by the script"));
    });
  }

  private RecordedExchange frames(String list, String accept) {
    return instance(SOP).frames(list).accepting(accept).serve(bench.bulkData::frames);
  }

  private static byte[] frame(int number) {
    return Arrays.copyOfRange(PIXELS, (number - 1) * FRAME, number * FRAME);
  }
}
