package io.isthmus.web.wado;

import io.isthmus.derived.FrameRequest;
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
 * Gives bulk values or frames, alone or in a multipart. An answer begins when the first frame of
 * its first part is there.
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
  @FunctionalInterface
  interface Head {
    /** Adds headers; returns the status. */
    int begin();
  }

  /** Gives the one part that there is, or the range of it that is wanted. */
  void single(InstanceContent content, BulkPart part, EntityTag tag) throws IOException {
    exchange.addHeader("Content-Location", part.location());
    Optional<RangedBytes> ranged = RangedBytes.of(part.bytes());
    Optional<RequestedRange> range = Optional.empty();
    if (ranged.isPresent()) {
      exchange.addHeader("Accept-Ranges", "bytes");
      long size = ranged.get().size();
      range = RequestedRange.of(exchange, tag, size);
      range.ifPresent(wanted -> exchange.addHeader("Content-Range", wanted.contentRange(size)));
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
      begin(status, type, size).end();
      return;
    }
    BulkPart cut = new BulkPart(part.location(), part.form(), wanted.bytes());
    try (PartSource source = new PartSource(content, request, List.of(cut))) {
      OptionalLong size = source.prepare(wanted.bytes());
      OptionalLong length = range.isPresent() ? OptionalLong.of(range.get().length()) : size;
      BufferedBody out = begin(status, type, length);
      source.copy(wanted, out);
      out.end();
    }
  }

  /**
   * Adds the parts of an instance to a multipart, which begins with the first of all.
   *
   * @throws io.isthmus.pixel.CodecException if a frame cannot be made; nothing was given yet where
   *     it is that of the first part
   */
  void parts(InstanceContent content, List<BulkPart> parts, Head head) throws IOException {
    if (!exchange.wantsBody()) {
      begin(head, parts.getFirst());
      return;
    }
    try (PartSource source = new PartSource(content, request, parts)) {
      for (BulkPart part : parts) {
        OptionalLong length = source.prepare(part.bytes());
        MultipartWriter writer = begin(head, part);
        writer.part(part.form().contentType(), part.location(), length);
        source.copy(new RangedBytes(part.bytes(), 0, Long.MAX_VALUE), body());
      }
    }
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
