package io.isthmus.web.wado;

import io.isthmus.archive.ArchiveException;
import io.isthmus.retrieve.InstanceContent;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.SpoolReader;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.NotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives the values of one retrieval, instance by instance. It begins with the first instance of
 * which something can be given: what cannot until then makes it a 206 (WADO-12); what cannot after
 * a 200 has begun breaks it off (COM-10).
 */
final class BulkCollectionAnswer {

  /** What is to be found in each instance. */
  @FunctionalInterface
  interface Finder {
    List<BulkItem> find(BulkItems items) throws IOException;
  }

  private record Part(BulkItem item, BulkForm form) {}

  private final Exchange exchange;
  private final BulkRequest request;
  private final Finder finder;
  private final InstanceSpool spool;
  private boolean skipped;
  private boolean begun;
  private boolean partial;

  BulkCollectionAnswer(Exchange exchange, BulkRequest request, Finder finder, InstanceSpool spool) {
    this.exchange = exchange;
    this.request = request;
    this.finder = finder;
    this.spool = spool;
  }

  /**
   * Writes the answer and ends it, unless something is thrown.
   *
   * @param one whether the retrieval is of one instance, whose only value may be a single part
   * @param buffer empty
   */
  void give(Retrieval retrieval, boolean one, ByteBuffer buffer)
      throws ArchiveException, IOException {
    BulkAnswer answer = new BulkAnswer(exchange, buffer);
    for (SpooledInstance instance = retrieval.next();
        instance != null;
        instance = retrieval.next()) {
      try (InstanceContent content = InstanceContent.read(instance, spool)) {
        List<BulkItem> items =
            finder.find(new BulkItems(content, InstancePath.of(exchange.baseUri(), instance)));
        List<Part> parts = parts(items, one && items.size() == 1);
        if (!parts.isEmpty() && !parts.getFirst().form().multipart()) {
          single(answer, content, parts.getFirst());
          return;
        }
        add(answer, retrieval, content, parts);
      }
      if (begun && !exchange.wantsBody()) {
        break;
      }
    }
    if (!begun) {
      throw skipped
          ? BulkRequest.notAcceptable()
          : new NotFoundException("there are no such values");
    }
    answer.end();
  }

  private void single(BulkAnswer answer, InstanceContent content, Part part) throws IOException {
    List<BulkItem> items = List.of(part.item());
    answer.single(
        content, part.item(), part.form(), BulkTag.of(content.dataSet(), items, part.form()));
  }

  private List<Part> parts(List<BulkItem> items, boolean alone) {
    List<Part> parts = new ArrayList<>();
    for (BulkItem item : items) {
      Optional<BulkForm> form = request.choose(item.syntax(), alone ? 1 : 2);
      form.ifPresent(chosen -> parts.add(new Part(item, chosen)));
      skipped |= form.isEmpty();
    }
    return parts;
  }

  private void add(
      BulkAnswer answer, Retrieval retrieval, InstanceContent content, List<Part> parts)
      throws IOException {
    if (begun && skipped && !partial) {
      throw BulkRequest.notAcceptable();
    }
    if (parts.isEmpty()) {
      return;
    }
    if (!begun) {
      begin(answer, parts.getFirst().form(), retrieval);
    }
    if (exchange.wantsBody()) {
      try (SpoolReader reader = content.open()) {
        for (Part part : parts) {
          answer.part(reader, part.item(), part.form());
        }
      }
    }
  }

  private void begin(BulkAnswer answer, BulkForm first, Retrieval retrieval) {
    begun = true;
    partial = skipped;
    boolean lacking = Instances.announceShortfall(exchange, retrieval);
    if (partial) {
      exchange.warn("Some values cannot be given in an acceptable media type");
    }
    answer.begin(partial || lacking ? 206 : 200, first);
  }
}
