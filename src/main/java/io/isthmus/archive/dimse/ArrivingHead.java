package io.isthmus.archive.dimse;

import io.isthmus.dicom.codec.ElementReader;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.DataStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a data set that arrives, read as far as it says which instance it is, and the
 * whole of it from the first byte on. Holds no more than that beginning; nothing where it lies in
 * one fragment.
 *
 * @param sopInstanceUid (0008,0018)
 * @param studyInstanceUid (0020,000D)
 * @param seriesInstanceUid (0020,000E)
 * @param data the data set from its first byte
 */
record ArrivingHead(
    String sopInstanceUid, String studyInstanceUid, String seriesInstanceUid, DataStream data) {
  private static final int MAX_LENGTH = 4 * 1024 * 1024;
  private static final int MAX_UID = 65;

  /**
   * Reads until the identifiers are known.
   *
   * @throws MalformedDicomException when the bytes are no data set, or one without its identifiers
   *     in the first 4 MiB
   */
  static ArrivingHead read(TransferSyntax syntax, DataStream data) throws IOException {
    Scan scan = new Scan(ElementReader.fed(syntax));
    Deque<ByteBuffer> before = new ArrayDeque<>();
    int length = 0;
    while (true) {
      ByteBuffer fragment = data.next();
      if (fragment == null) {
        scan.finish();
        return scan.head(new Replayed(before, null, data));
      }
      if (scan.look(fragment)) {
        return scan.head(new Replayed(before, fragment, data));
      }
      length += fragment.remaining();
      if (length > MAX_LENGTH) {
        throw new MalformedDicomException(
            "no identifiers in the first 4 MiB", length, Tag.SeriesInstanceUID);
      }
      before.add(copy(fragment));
    }
  }

  private static ByteBuffer copy(ByteBuffer fragment) {
    return ByteBuffer.allocate(fragment.remaining()).put(fragment.duplicate()).flip();
  }

  /** Looks for the identifiers, which stand in this order. */
  private static final class Scan {
    private final ElementReader elements;
    private final Map<Integer, String> found = new HashMap<>();
    private boolean done;

    Scan(ElementReader elements) {
      this.elements = elements;
    }

    boolean look(ByteBuffer fragment) throws IOException {
      elements.feed(fragment.duplicate());
      scan();
      return done;
    }

    void finish() throws IOException {
      elements.finish();
      scan();
    }

    private void scan() throws IOException {
      while (!done) {
        switch (elements.next()) {
          case NEED_INPUT -> {
            return;
          }
          case ELEMENT -> element();
          case SEQUENCE, FRAGMENTS -> done = isPast();
          case VALUE -> {
            String uid = new String(elements.value(), StandardCharsets.US_ASCII);
            found.put(elements.tag(), uid.replace('\0', ' ').strip());
            done = elements.tag() == Tag.SeriesInstanceUID;
          }
          case END -> done = true;
          case ITEM, ITEM_END, SEQUENCE_END, CHUNK, FRAGMENT, FRAGMENTS_END -> {}
        }
      }
    }

    private void element() {
      boolean wanted =
          switch (elements.tag()) {
            case Tag.SOPInstanceUID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID -> true;
            default -> false;
          };
      if (wanted && elements.depth() == 0 && elements.length() <= MAX_UID) {
        elements.collect();
      } else {
        done = isPast();
      }
    }

    private boolean isPast() {
      return elements.depth() == 0 && Tag.compare(elements.tag(), Tag.SeriesInstanceUID) > 0;
    }

    ArrivingHead head(DataStream data) throws MalformedDicomException {
      return new ArrivingHead(
          required(Tag.SOPInstanceUID),
          required(Tag.StudyInstanceUID),
          required(Tag.SeriesInstanceUID),
          data);
    }

    private String required(int tag) throws MalformedDicomException {
      String uid = found.getOrDefault(tag, "");
      if (uid.isEmpty()) {
        throw new MalformedDicomException("an identifier is missing", elements.offset(), tag);
      }
      return uid;
    }
  }

  /** What was read already, and then the rest. */
  private static final class Replayed implements DataStream {
    private final Deque<ByteBuffer> before;
    private @Nullable ByteBuffer current;
    private final DataStream rest;

    Replayed(Deque<ByteBuffer> before, @Nullable ByteBuffer current, DataStream rest) {
      this.before = before;
      this.current = current;
      this.rest = rest;
    }

    @Override
    public @Nullable ByteBuffer next() throws IOException {
      ByteBuffer earlier = before.poll();
      if (earlier != null) {
        return earlier;
      }
      ByteBuffer last = current;
      current = null;
      return last == null ? rest.next() : last;
    }
  }
}
