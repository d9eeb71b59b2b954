package io.isthmus.web.wado;

import io.isthmus.retrieve.ByteRange;
import io.isthmus.retrieve.InstanceContent;
import io.isthmus.retrieve.spool.SpoolReader;
import io.isthmus.web.http.BufferedBody;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.MultipartWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/** Gives byte ranges of a whole instance as one answer. */
final class BulkAnswer {

  /**
   * One value or frame.
   *
   * @param location what it is, for Content-Location (WADO-17)
   * @param pieces at least none
   */
  record Part(String location, List<ByteRange> pieces) {
    long length() {
      return pieces.stream().mapToLong(ByteRange::length).sum();
    }
  }

  private final Exchange exchange;
  private final InstanceContent content;
  private final ByteBuffer buffer;

  BulkAnswer(Exchange exchange, InstanceContent content, ByteBuffer buffer) {
    this.exchange = exchange;
    this.content = content;
    this.buffer = buffer;
  }

  void give(BulkRequest.Wish wish, List<Part> parts) throws IOException {
    String type =
        wish.media().mediaType()
            + "; transfer-syntax="
            + PixelMedia.given(content.transferSyntax()).uid();
    exchange.addHeader("Vary", "Accept");
    if (wish.multipart()) {
      giveMany(wish.media(), type, parts);
    } else {
      giveOne(type, parts.getFirst());
    }
  }

  private void giveOne(String type, Part part) throws IOException {
    exchange.addHeader("Content-Location", part.location());
    BufferedBody body = begin(type, OptionalLong.of(part.length()));
    if (exchange.wantsBody()) {
      try (SpoolReader reader = content.open()) {
        copy(reader, part, body);
      }
    }
    body.end();
  }

  private void giveMany(PixelMedia media, String type, List<Part> parts) throws IOException {
    String boundary = MultipartWriter.newBoundary();
    BufferedBody body =
        begin(MultipartWriter.contentType(media.mediaType(), boundary), OptionalLong.empty());
    if (!exchange.wantsBody()) {
      body.end();
      return;
    }
    MultipartWriter writer = new MultipartWriter(body, boundary);
    try (SpoolReader reader = content.open()) {
      for (Part part : parts) {
        writer.part(type, part.location(), OptionalLong.of(part.length()));
        copy(reader, part, body);
      }
    }
    writer.end();
  }

  private BufferedBody begin(String type, OptionalLong length) {
    return new BufferedBody(exchange.begin(200, type, length), buffer);
  }

  private static void copy(SpoolReader reader, Part part, BufferedBody body) throws IOException {
    for (ByteRange piece : part.pieces()) {
      reader.seek(piece.offset());
      long left = piece.length();
      while (left > 0) {
        int count = body.transfer(reader, left);
        if (count < 0) {
          throw new EOFException("a value reaches beyond its instance");
        }
        left -= count;
      }
    }
  }
}
