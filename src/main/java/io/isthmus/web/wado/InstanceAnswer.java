package io.isthmus.web.wado;

import io.isthmus.archive.ArchiveException;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.web.http.BufferedBody;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.MultipartWriter;
import io.isthmus.web.http.NotAcceptableException;
import io.isthmus.web.wado.WadoRequest.Delivery;
import io.isthmus.web.wado.WadoRequest.Form;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives the instances of one retrieval, each in the form that suits it best. It begins with the
 * first instance that can be given: those before it that cannot make it a 206 (WADO-12); one that
 * cannot after a 200 has begun breaks it off (COM-10).
 */
final class InstanceAnswer {
  private record Part(SpooledInstance instance, Form form, InstanceFile file)
      implements AutoCloseable {
    @Override
    public void close() {
      file.close();
    }
  }

  private final Exchange exchange;
  private final WadoRequest request;
  private final Retrieval retrieval;
  private final TranscodedFile.Means means;
  private boolean skipped;
  private boolean lacking;

  InstanceAnswer(
      Exchange exchange, WadoRequest request, Retrieval retrieval, TranscodedFile.Means means) {
    this.exchange = exchange;
    this.request = request;
    this.retrieval = retrieval;
    this.means = means;
  }

  /**
   * Writes the answer and ends it, unless something is thrown.
   *
   * @param buffer empty
   */
  void give(ByteBuffer buffer) throws ArchiveException, IOException {
    Part first = nextPart(_ -> true);
    if (first == null) {
      throw notAcceptable();
    }
    try (first) {
      if (first.form() == Form.ZIP) {
        retrieval.awaitOutcome();
      }
      lacking = Instances.announceShortfall(exchange, retrieval);
      if (skipped) {
        exchange.warn("Some instances cannot be given in an acceptable transfer syntax");
      }
      switch (first.form()) {
        case MULTIPART -> giveMany(first, buffer);
        case ZIP -> giveZip(first, buffer);
        case SINGLE -> giveOne(first.file(), buffer);
      }
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
    for (Part part = first; part != null; part = nextPart(one -> one == Form.MULTIPART)) {
      try (Part given = part) {
        requireStatus(mayLack);
        InstanceFile file = given.file();
        parts.part(
            file.contentType(),
            InstancePath.of(exchange.baseUri(), given.instance()),
            file.length());
        file.write(body);
      }
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
      for (Part part = first; part != null; part = nextPart(one -> one == Form.ZIP)) {
        try (Part given = part) {
          requireStatus(mayLack);
          SpooledInstance instance = given.instance();
          zip.add(instance.seriesInstanceUid(), instance.sopInstanceUid(), given.file());
        }
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
      throw notAcceptable();
    }
  }

  private BufferedBody begin(String contentType, OptionalLong length, ByteBuffer buffer) {
    return new BufferedBody(
        exchange.begin(skipped || lacking ? 206 : 200, contentType, length), buffer);
  }

  /** The next instance that can be given in such a form; null at the end. */
  private @Nullable Part nextPart(Predicate<Form> wanted) throws ArchiveException, IOException {
    for (SpooledInstance instance = retrieval.next();
        instance != null;
        instance = retrieval.next()) {
      List<Delivery> deliveries =
          request
              .deliveries(instance.transferSyntax())
              .filter(delivery -> wanted.test(delivery.form()))
              .toList();
      for (Delivery delivery : deliveries) {
        Optional<InstanceFile> file = file(instance, delivery.syntax());
        if (file.isPresent()) {
          return new Part(instance, delivery.form(), file.get());
        }
      }
      skipped = true;
    }
    return null;
  }

  /** The instance in a transfer syntax; empty where it cannot be had in it. */
  private Optional<InstanceFile> file(SpooledInstance instance, TransferSyntax target)
      throws IOException {
    if (SyntaxWish.isUntouched(instance.transferSyntax(), target)) {
      return Optional.of(new StoredFile(instance, target));
    }
    try {
      return TranscodedFile.open(means, instance, target).map(InstanceFile.class::cast);
    } catch (CodecException e) {
      if (!UnmadeFrame.isLasting(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private NotAcceptableException notAcceptable() {
    return request.notAcceptable(means.transcoder().targets());
  }

  /** The instance is whole, but the answer is good only when the PACS says so too. */
  private void requireEnd() throws ArchiveException {
    if (retrieval.next() != null) {
      throw new IllegalStateException("more than the one instance that was asked for");
    }
  }
}
