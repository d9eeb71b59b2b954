package io.isthmus.web.wado;

import io.isthmus.archive.ArchiveException;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.web.http.BufferedBody;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.MultipartWriter;
import io.isthmus.web.wado.WadoRequest.Delivery;
import io.isthmus.web.wado.WadoRequest.Form;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives the instances of one retrieval, each in the form that suits it best. It begins with the
 * first instance that can be given: those before it that cannot make it a 206 (WADO-12); one that
 * cannot after a 200 has begun breaks it off (COM-10).
 */
final class InstanceAnswer {
  private record Part(SpooledInstance instance, Delivery delivery) {
    InstanceFile file() {
      return new InstanceFile(instance, delivery.syntax());
    }
  }

  private final Exchange exchange;
  private final WadoRequest request;
  private final Retrieval retrieval;
  private boolean skipped;
  private boolean lacking;

  InstanceAnswer(Exchange exchange, WadoRequest request, Retrieval retrieval) {
    this.exchange = exchange;
    this.request = request;
    this.retrieval = retrieval;
  }

  /**
   * Writes the answer and ends it, unless something is thrown.
   *
   * @param buffer empty
   */
  void give(ByteBuffer buffer) throws ArchiveException, IOException {
    Part first = nextPart(request::delivery);
    if (first == null) {
      throw request.notAcceptable();
    }
    if (first.delivery().form() == Form.ZIP) {
      retrieval.awaitOutcome();
    }
    lacking = Instances.announceShortfall(exchange, retrieval);
    if (skipped) {
      exchange.warn("Some instances cannot be given in an acceptable transfer syntax");
    }
    switch (first.delivery().form()) {
      case MULTIPART -> giveMany(first, buffer);
      case ZIP -> giveZip(first, buffer);
      case SINGLE -> giveOne(first.file(), buffer);
    }
  }

  private void giveOne(InstanceFile file, ByteBuffer buffer) throws ArchiveException, IOException {
    // A body of stated length ends with its last byte, and could not be broken off after it.
    OptionalLong length = retrieval.isWhole() ? file.length() : OptionalLong.empty();
    BufferedBody body = begin(file.contentType(), length, buffer);
    if (exchange.wantsBody()) {
      file.write(body);
      requireEnd();
    }
    body.end();
  }

  private void giveMany(Part first, ByteBuffer buffer) throws ArchiveException, IOException {
    String boundary = MultipartWriter.newBoundary();
    String type = MultipartWriter.contentType("application/dicom", boundary);
    BufferedBody body = begin(type, OptionalLong.empty(), buffer);
    if (!exchange.wantsBody()) {
      body.end();
      return;
    }
    boolean mayLack = skipped;
    MultipartWriter parts = new MultipartWriter(body, boundary);
    for (Part part = first; part != null; part = nextPart(Form.MULTIPART)) {
      requireStatus(mayLack);
      InstanceFile file = part.file();
      parts.part(
          file.contentType(), InstancePath.of(exchange.baseUri(), part.instance()), file.length());
      file.write(body);
      if (!retrieval.ready()) {
        body.flush();
      }
    }
    requireStatus(mayLack);
    parts.end();
  }

  private void giveZip(Part first, ByteBuffer buffer) throws ArchiveException, IOException {
    exchange.addHeader(
        "Content-Disposition", ZipAnswer.disposition(first.instance().studyInstanceUid()));
    BufferedBody body = begin("application/zip", OptionalLong.empty(), buffer);
    if (!exchange.wantsBody()) {
      body.end();
      return;
    }
    boolean mayLack = skipped;
    ZipAnswer zip = new ZipAnswer(body);
    try {
      for (Part part = first; part != null; part = nextPart(Form.ZIP)) {
        requireStatus(mayLack);
        SpooledInstance instance = part.instance();
        zip.add(instance.seriesInstanceUid(), instance.sopInstanceUid(), part.file());
      }
      requireStatus(mayLack);
      zip.end();
    } catch (ArchiveException | IOException | RuntimeException e) {
      zip.abandon();
      throw e;
    }
  }

  /** A 200 has begun, and now an instance cannot be given. */
  private void requireStatus(boolean mayLack) {
    if (skipped && !mayLack) {
      throw request.notAcceptable();
    }
  }

  private BufferedBody begin(String contentType, OptionalLong length, ByteBuffer buffer) {
    return new BufferedBody(
        exchange.begin(skipped || lacking ? 206 : 200, contentType, length), buffer);
  }

  /** The next instance that can be given in a form; null at the end. */
  private @Nullable Part nextPart(Form form) throws ArchiveException {
    return nextPart(syntax -> request.delivery(syntax, form));
  }

  private @Nullable Part nextPart(Function<TransferSyntax, Optional<Delivery>> wanted)
      throws ArchiveException {
    for (SpooledInstance instance = retrieval.next();
        instance != null;
        instance = retrieval.next()) {
      Optional<Delivery> delivery = wanted.apply(instance.transferSyntax());
      if (delivery.isPresent()) {
        return new Part(instance, delivery.get());
      }
      skipped = true;
    }
    return null;
  }

  /** The instance is whole, but the answer is good only when the PACS says so too. */
  private void requireEnd() throws ArchiveException {
    if (retrieval.next() != null) {
      throw new IllegalStateException("more than the one instance that was asked for");
    }
  }
}
