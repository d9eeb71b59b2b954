package io.isthmus.web.wado;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ElementPath;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.BitFrames;
import io.isthmus.retrieve.BulkValues;
import io.isthmus.retrieve.BulkValues.BulkValue;
import io.isthmus.retrieve.ByteRange;
import io.isthmus.retrieve.FrameIndex;
import io.isthmus.retrieve.InstanceContent;
import io.isthmus.web.http.NotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Finds bulk values and frames in an instance. */
final class BulkItems {
  private final InstanceContent content;
  private final String address;

  /**
   * In an instance.
   *
   * @param address its absolute URL
   */
  BulkItems(InstanceContent content, String address) {
    this.content = content;
    this.address = address;
  }

  /**
   * Frames in the order asked.
   *
   * @throws NotFoundException when one of them does not exist (WADO-30, WADO-32)
   */
  List<BulkItem> frames(List<Integer> wanted) throws IOException {
    Element.Located pixels =
        FrameIndex.pixels(content.dataSet())
            .orElseThrow(() -> new NotFoundException("the instance has no pixel data"));
    if (pixels.encapsulated() && PixelMedia.isVideo(content.transferSyntax())) {
      throw BulkRequest.notAcceptable();
    }
    Frames frames = frames(pixels);
    if (wanted.stream().anyMatch(number -> number > frames.count())) {
      throw new NotFoundException("the instance has " + frames.count() + " frames");
    }
    return wanted.stream()
        .map(number ->
            new BulkItem(
                address + "/frames/" + number, syntax(pixels), frames.place().apply(number)))
        .toList();
  }

  private record Frames(int count, IntFunction<BulkBytes> place) {}

  private Frames frames(Element.Located pixels) throws IOException {
    Optional<FrameIndex> index = FrameIndex.of(content, content.dataSet(), pixels);
    if (index.isPresent()) {
      FrameIndex known = index.get();
      return new Frames(known.count(), number -> new BulkBytes.Pieces(known.frame(number)));
    }
    // Frames that cannot be told apart cannot be given (WADO-34).
    BitFrames bits =
        BitFrames.of(content.dataSet(), pixels).orElseThrow(BulkRequest::notAcceptable);
    return new Frames(bits.count(), number -> new BulkBytes.Bits(bits.frame(number)));
  }

  /**
   * A value by its path; compressed pixel data are an item for each frame.
   *
   * @throws NotFoundException when there is no such value
   */
  List<BulkItem> value(ElementPath path) throws IOException {
    Element element =
        path.in(content.dataSet())
            .filter(found -> !found.isEmpty())
            .orElseThrow(() -> new NotFoundException("the instance has no such value"));
    if (!(element instanceof Element.Located located)) {
      throw new NotFoundException("this value stands in the metadata");
    }
    return items(new BulkValue(path, located));
  }

  /** All bulk values, as the metadata names them. */
  List<BulkItem> values() throws IOException {
    List<BulkItem> items = new ArrayList<>();
    for (BulkValue value : BulkValues.of(content.dataSet())) {
      items.addAll(items(value));
    }
    return items;
  }

  /** The pixel data, not those of icons; nothing where there are none (WADO-35). */
  List<BulkItem> pixelData() throws IOException {
    Optional<Element.Located> pixels = FrameIndex.pixels(content.dataSet());
    return pixels.isEmpty()
        ? List.of()
        : items(new BulkValue(ElementPath.of(pixels.get().tag()), pixels.get()));
  }

  private List<BulkItem> items(BulkValue value) throws IOException {
    String location = address + "/bulkdata/" + value.path();
    Element.Located place = value.place();
    if (!place.encapsulated()) {
      ByteRange range = new ByteRange(place.offset(), withoutPadding(value));
      return List.of(new BulkItem(location, syntax(place), new BulkBytes.Pieces(List.of(range))));
    }
    // A video is one stream, and an icon within a sequence one frame, whatever the image has.
    boolean image = value.path().depth() == 0 && !PixelMedia.isVideo(content.transferSyntax());
    FrameIndex index =
        FrameIndex.of(content, image ? content.dataSet() : DataSet.EMPTY, place)
            .orElseThrow(BulkRequest::notAcceptable);
    return IntStream.rangeClosed(1, index.count())
        .mapToObj(index::frame)
        .map(pieces -> new BulkItem(location, syntax(place), new BulkBytes.Pieces(pieces)))
        .toList();
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
