package io.isthmus.web.wado;

import io.isthmus.retrieve.ByteRange;
import io.isthmus.retrieve.InstanceContent;
import io.isthmus.retrieve.spool.SpoolReader;
import io.isthmus.web.http.BufferedBody;
import io.isthmus.web.http.EntityTag;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.MultipartWriter;
import io.isthmus.web.http.RequestedRange;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Gives bulk values or frames, alone or in a multipart. */
final class BulkAnswer {
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;

  private final Exchange exchange;
  private final ByteBuffer buffer;
  private @Nullable MultipartWriter multipart;
  private @Nullable BufferedBody body;

  BulkAnswer(Exchange exchange, ByteBuffer buffer) {
    this.exchange = exchange;
    this.buffer = buffer;
  }

  /** Gives the one item that there is, or the range of it that is wanted. */
  void single(InstanceContent content, BulkItem item, BulkForm form, EntityTag tag)
      throws IOException {
    exchange.addHeader("Content-Location", item.location());
    long size = item.bytes().length();
    BulkBytes wanted = item.bytes();
    int status = OK;
    if (item.bytes() instanceof BulkBytes.Pieces pieces) {
      exchange.addHeader("Accept-Ranges", "bytes");
      Optional<RequestedRange> range = RequestedRange.of(exchange, tag, size);
      if (range.isPresent()) {
        exchange.addHeader("Content-Range", range.get().contentRange(size));
        wanted = pieces.cut(range.get().first(), range.get().length());
        status = PARTIAL_CONTENT;
      }
    }
    BufferedBody out = begin(status, form.contentType(), OptionalLong.of(wanted.length()));
    if (exchange.wantsBody()) {
      try (SpoolReader reader = content.open()) {
        copy(reader, wanted, out);
      }
    }
    out.end();
  }

  /** Begins a multipart; {@code first} is the form of its first part. */
  void begin(int status, BulkForm first) {
    String boundary = MultipartWriter.newBoundary();
    String type = MultipartWriter.contentType(first.mediaType(), boundary);
    BufferedBody begun = begin(status, type, OptionalLong.empty());
    body = begun;
    multipart = new MultipartWriter(begun, boundary);
  }

  /** Adds a part to the multipart. */
  void part(SpoolReader reader, BulkItem item, BulkForm form) throws IOException {
    if (multipart == null || body == null) {
      throw new IllegalStateException("no multipart has begun");
    }
    multipart.part(form.contentType(), item.location(), OptionalLong.of(item.bytes().length()));
    copy(reader, item.bytes(), body);
  }

  /** Ends the multipart, which has no parts where only the head is wanted. */
  void end() throws IOException {
    if (multipart == null || body == null) {
      throw new IllegalStateException("no multipart has begun");
    }
    if (exchange.wantsBody()) {
      multipart.end();
    } else {
      body.end();
    }
  }

  private BufferedBody begin(int status, String type, OptionalLong length) {
    return new BufferedBody(exchange.begin(status, type, length), buffer);
  }

  private static void copy(SpoolReader reader, BulkBytes bytes, BufferedBody out)
      throws IOException {
    switch (bytes) {
      case BulkBytes.Bits bits -> new BitCopy(reader).copy(bits.range(), out);
      case BulkBytes.Pieces whole -> {
        for (ByteRange piece : whole.pieces()) {
          copy(reader, piece, out);
        }
      }
    }
  }

  private static void copy(SpoolReader reader, ByteRange piece, BufferedBody out)
      throws IOException {
    reader.seek(piece.offset());
    long left = piece.length();
    while (left > 0) {
      int count = out.transfer(reader, left);
      if (count < 0) {
        throw new EOFException("a value reaches beyond its instance");
      }
      left -= count;
    }
  }
}
