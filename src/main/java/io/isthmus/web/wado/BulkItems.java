package io.isthmus.web.wado;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ElementPath;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.codec.Transcoder;
import io.isthmus.retrieve.content.BitFrames;
import io.isthmus.retrieve.content.BulkValues;
import io.isthmus.retrieve.content.BulkValues.BulkValue;
import io.isthmus.retrieve.content.ByteRange;
import io.isthmus.retrieve.content.FrameIndex;
import io.isthmus.retrieve.content.InstanceContent;
import io.isthmus.web.http.NotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Finds bulk values and frames in an instance. */
final class BulkItems {
  private final InstanceContent content;
  private final String address;
  private final Transcoder transcoder;

  /**
   * In an instance.
   *
   * @param address its absolute URL
   */
  BulkItems(InstanceContent content, String address, Transcoder transcoder) {
    this.content = content;
    this.address = address;
    this.transcoder = transcoder;
  }

  /**
   * Frames in the order asked.
   *
   * @param position of a frame in this instance, by its number in the one that was asked for
   * @throws NotFoundException when one of them does not exist (WADO-30, WADO-32)
   */
  List<BulkItem> frames(List<Integer> wanted, IntUnaryOperator position) throws IOException {
    Element.Located pixels =
        FrameIndex.pixels(content.dataSet())
            .orElseThrow(() -> new NotFoundException("the instance has no pixel data"));
    // Frames that cannot be told apart cannot be given (WADO-34).
    FrameIndex index = content.frames().orElseThrow(BulkRequest::notAcceptable);
    if (PixelMedia.isVideo(content.transferSyntax())
        && !transcoder.decodes(content.transferSyntax())) {
      throw BulkRequest.notAcceptable();
    }
    if (wanted.stream().anyMatch(number -> position.applyAsInt(number) > index.count())) {
      throw new NotFoundException("the instance has " + index.count() + " frames");
    }
    PixelImage image = image(index, pixels);
    Optional<BitFrames> bits = BitFrames.of(content.dataSet(), pixels);
    return wanted.stream()
        .map(number -> {
          int at = position.applyAsInt(number);
          return new BulkItem(
              address + "/frames/" + number,
              syntax(pixels),
              List.of(stored(index, bits, at)),
              Optional.of(new BulkItem.FrameRun(image, at, at)));
        })
        .toList();
  }

  private static BulkBytes stored(FrameIndex index, Optional<BitFrames> bits, int number) {
    return index
        .frame(number)
        .<BulkBytes>map(BulkBytes.Pieces::new)
        .orElseGet(() -> new BulkBytes.Bits(bits.orElseThrow().frame(number)));
  }

  private PixelImage image(FrameIndex index, Element.Located pixels) {
    return new PixelImage(content, syntax(pixels), index, transcoder);
  }

  /**
   * A value by its path.
   *
   * @throws NotFoundException when there is no such value
   */
  BulkItem value(ElementPath path) throws IOException {
    Element element =
        path.in(content.dataSet())
            .filter(found -> !found.isEmpty())
            .orElseThrow(() -> new NotFoundException("the instance has no such value"));
    if (!(element instanceof Element.Located located)) {
      throw new NotFoundException("this value stands in the metadata");
    }
    return item(new BulkValue(path, located));
  }

  /** All bulk values, as the metadata names them. */
  List<BulkItem> values() throws IOException {
    List<BulkItem> items = new ArrayList<>();
    for (BulkValue value : BulkValues.of(content.dataSet())) {
      items.add(item(value));
    }
    return items;
  }

  /** The pixel data, not those of icons; nothing where there are none (WADO-35). */
  List<BulkItem> pixelData() throws IOException {
    Optional<Element.Located> pixels = FrameIndex.pixels(content.dataSet());
    return pixels.isEmpty()
        ? List.of()
        : List.of(item(new BulkValue(ElementPath.of(pixels.get().tag()), pixels.get())));
  }

  private BulkItem item(BulkValue value) throws IOException {
    String location = address + "/bulkdata/" + value.path();
    Element.Located place = value.place();
    boolean image = value.path().depth() == 0 && FrameIndex.pixels(content.dataSet()).isPresent();
    if (!place.encapsulated()) {
      BulkBytes bytes =
          new BulkBytes.Pieces(List.of(new ByteRange(place.offset(), withoutPadding(value))));
      return image && place.tag() == Tag.PixelData
          ? new BulkItem(location, syntax(place), List.of(bytes), run(place))
          : BulkItem.of(location, syntax(place), bytes);
    }
    // A video is one stream, and an icon within a sequence one frame, whatever the image has.
    boolean frames = image && !PixelMedia.isVideo(content.transferSyntax());
    FrameIndex index =
        (frames ? content.frames() : FrameIndex.of(content, DataSet.EMPTY, place))
            .orElseThrow(BulkRequest::notAcceptable);
    List<BulkBytes> codestreams =
        IntStream.rangeClosed(1, index.count())
            .mapToObj(number -> index.frame(number).orElseThrow())
            .<BulkBytes>map(BulkBytes.Pieces::new)
            .toList();
    return new BulkItem(
        location, syntax(place), codestreams, image ? run(place) : Optional.empty());
  }

  /** All frames of the image. */
  private Optional<BulkItem.FrameRun> run(Element.Located pixels) throws IOException {
    return content
        .frames()
        .map(index -> new BulkItem.FrameRun(image(index, pixels), 1, index.count()));
  }

  /** A document ends where (0042,0015) says, not at an even place (WADO-27). */
  private long withoutPadding(BulkValue value) {
    long length = value.place().length();
    if (!DocumentMedia.isDocument(value.path())) {
      return length;
    }
    long stated = content.dataSet().integer(Tag.EncapsulatedDocumentLength).orElse(-1);
    return stated == length - 1 ? stated : length;
  }

  private TransferSyntax syntax(Element.Located place) {
    return place.encapsulated() ? content.transferSyntax() : TransferSyntax.ExplicitVRLittleEndian;
  }
}
