package io.isthmus.web.wado;

import io.isthmus.derived.FrameRequest;
import io.isthmus.pixel.CodecException;
import io.isthmus.retrieve.content.InstanceContent;
import io.isthmus.web.http.BufferedBody;
import io.isthmus.web.http.EntityTag;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.MultipartWriter;
import io.isthmus.web.http.RequestedRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Gives bulk values or frames, alone or in a multipart. A part begins when its first frame is
 * there; where that cannot be made, what it would be made of takes its place, if the client accepts
 * that.
 */
final class BulkAnswer {
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;

  private final Exchange exchange;
  private final FrameRequest request;
  private final ByteBuffer buffer;
  private @Nullable MultipartWriter multipart;
  private @Nullable BufferedBody body;

  BulkAnswer(Exchange exchange, FrameRequest request, ByteBuffer buffer) {
    this.exchange = exchange;
    this.request = request;
    this.buffer = buffer;
  }

  /** What is told before a multipart begins. */
  interface Head {
    /** Adds headers; returns the status. */
    int begin();

    /**
     * A value cannot be made, and the client does not accept it as it is stored.
     *
     * @throws IOException where the answer may not do without it
     */
    void leaveOut(CodecException failure) throws IOException;
  }

  /** Gives the one part that there is, or the range of it that is wanted. */
  void single(InstanceContent content, BulkPart part, EntityTag tag) throws IOException {
    try {
      whole(content, part, tag);
    } catch (CodecException e) {
      if (part.asStored().size() != 1 || body != null || !UnmadeFrame.isLasting(e)) {
        throw e;
      }
      whole(content, part.asStored().getFirst(), tag);
    }
  }

  private void whole(InstanceContent content, BulkPart part, EntityTag tag) throws IOException {
    Optional<RangedBytes> ranged = RangedBytes.of(part.bytes());
    Optional<RequestedRange> range = Optional.empty();
    if (ranged.isPresent()) {
      range = RequestedRange.of(exchange, tag, ranged.get().size());
    }
    RangedBytes whole = new RangedBytes(part.bytes(), 0, Long.MAX_VALUE);
    RangedBytes wanted =
        range.isPresent() && ranged.isPresent()
            ? ranged.get().cut(range.get().first(), range.get().length())
            : whole;
    int status = range.isPresent() ? PARTIAL_CONTENT : OK;
    String type = part.form().contentType();
    if (!exchange.wantsBody()) {
      OptionalLong size =
          ranged.isPresent() ? OptionalLong.of(ranged.get().size()) : OptionalLong.empty();
      describe(ranged, range);
      begin(status, type, size).end();
      return;
    }
    try (PartSource source = new PartSource(content, request, List.of(wanted.bytes()))) {
      OptionalLong size = source.prepare(wanted.bytes());
      OptionalLong length = range.isPresent() ? OptionalLong.of(range.get().length()) : size;
      describe(ranged, range);
      BufferedBody out = begin(status, type, length);
      body = out;
      source.copy(wanted, out);
      out.end();
    }
  }

  private void describe(Optional<RangedBytes> ranged, Optional<RequestedRange> range) {
    if (ranged.isPresent()) {
      exchange.addHeader("Accept-Ranges", "bytes");
      long size = ranged.get().size();
      range.ifPresent(wanted -> exchange.addHeader("Content-Range", wanted.contentRange(size)));
    }
  }

  /**
   * Adds the parts of an instance to a multipart, which begins with the first of all.
   *
   * @param values by the parts that none of them can do without
   * @throws CodecException if something cannot be made after the multipart has begun, or not now
   */
  void parts(InstanceContent content, List<List<BulkPart>> values, Head head) throws IOException {
    if (!exchange.wantsBody()) {
      begin(head, values.getFirst().getFirst());
      return;
    }
    List<BulkBytes> all = values.stream().flatMap(List::stream).map(BulkPart::bytes).toList();
    try (PartSource source = new PartSource(content, request, all)) {
      for (List<BulkPart> value : values) {
        try {
          for (BulkPart part : value) {
            give(part, source, head);
          }
        } catch (CodecException e) {
          if (begun() || !UnmadeFrame.isLasting(e)) {
            throw e;
          }
          head.leaveOut(e);
        }
      }
    }
  }

  private void give(BulkPart part, PartSource source, Head head) throws IOException {
    OptionalLong length;
    try {
      length = source.prepare(part.bytes());
    } catch (CodecException e) {
      if (part.asStored().isEmpty() || !UnmadeFrame.isLasting(e)) {
        throw e;
      }
      for (BulkPart stored : part.asStored()) {
        give(stored, source, head);
      }
      return;
    }
    MultipartWriter writer = begin(head, part);
    writer.part(part.form().contentType(), part.location(), length);
    source.copy(new RangedBytes(part.bytes(), 0, Long.MAX_VALUE), body());
  }

  /** Whether anything has been given. */
  boolean begun() {
    return multipart != null;
  }

  /** Ends the multipart, which has no parts where only the head is wanted. */
  void end() throws IOException {
    if (exchange.wantsBody() && multipart != null) {
      multipart.end();
    } else {
      body().end();
    }
  }

  private MultipartWriter begin(Head head, BulkPart first) {
    if (multipart == null) {
      String boundary = MultipartWriter.newBoundary();
      String type = MultipartWriter.contentType(first.form().mediaType(), boundary);
      BufferedBody begun = begin(head.begin(), type, OptionalLong.empty());
      body = begun;
      multipart = new MultipartWriter(begun, boundary);
    }
    return multipart;
  }

  private BufferedBody body() {
    if (body == null) {
      throw new IllegalStateException("no multipart has begun");
    }
    return body;
  }

  private BufferedBody begin(int status, String type, OptionalLong length) {
    return new BufferedBody(exchange.begin(status, type, length), buffer);
  }
}
