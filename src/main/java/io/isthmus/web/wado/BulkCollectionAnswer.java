package io.isthmus.web.wado;

import io.isthmus.archive.ArchiveException;
import io.isthmus.pixel.CodecException;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.retrieve.content.InstanceContent;
import io.isthmus.web.http.EntityTag;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.NotFoundException;
import io.isthmus.web.http.Revalidation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives the values of one retrieval, instance by instance. It begins with the first instance of
 * which something can be given: what cannot until then makes it a 206 (WADO-12); what cannot after
 * a 200 has begun breaks it off (COM-10).
 */
final class BulkCollectionAnswer {

  /** What is to be found in an instance. */
  @FunctionalInterface
  interface Finder {
    Found find(SpooledInstance instance) throws IOException;
  }

  /** An instance, open, and what was found in it. */
  record Found(InstanceContent content, List<BulkItem> items) {}

  private final Exchange exchange;
  private final BulkRequest request;
  private final Finder finder;
  private final BulkAnswer answer;
  private boolean skipped;
  private boolean partial;

  BulkCollectionAnswer(Exchange exchange, BulkRequest request, Finder finder, BulkAnswer answer) {
    this.exchange = exchange;
    this.request = request;
    this.finder = finder;
    this.answer = answer;
  }

  /**
   * Writes the answer and ends it, unless something is thrown.
   *
   * @param one whether the retrieval is of one instance, whose only value may be a single part
   */
  void give(Retrieval retrieval, boolean one) throws ArchiveException, IOException {
    for (SpooledInstance instance = retrieval.next();
        instance != null;
        instance = retrieval.next()) {
      Found found = finder.find(instance);
      try (InstanceContent content = found.content()) {
        if (gives(retrieval, content, found.items(), one && found.items().size() == 1)) {
          return;
        }
      }
      if (answer.begun() && !exchange.wantsBody()) {
        break;
      }
    }
    if (!answer.begun()) {
      throw skipped
          ? BulkRequest.notAcceptable()
          : new NotFoundException("there are no such values");
    }
    answer.end();
  }

  /** Gives what can be given of an instance; returns whether that is the whole answer. */
  private boolean gives(
      Retrieval retrieval, InstanceContent content, List<BulkItem> items, boolean alone)
      throws IOException {
    List<List<BulkPart>> values = values(items, alone);
    requireStatus();
    if (values.isEmpty()) {
      return false;
    }
    BulkPart first = values.getFirst().getFirst();
    try {
      if (first.form().multipart()) {
        answer.parts(content, values, head(retrieval));
        return false;
      }
      exchange.addHeader("Content-Location", first.location());
      EntityTag tag = BulkTag.of(content, items, first.form());
      if (!Revalidation.answers(exchange, tag)) {
        answer.single(content, first, tag);
      }
      return true;
    } catch (CodecException e) {
      throw UnmadeFrame.of(e);
    }
  }

  private List<List<BulkPart>> values(List<BulkItem> items, boolean alone) {
    List<List<BulkPart>> values = new ArrayList<>();
    for (BulkItem item : items) {
      Optional<BulkForm> form = request.choose(item, alone);
      form.ifPresent(
          chosen -> values.add(BulkPart.of(item, chosen, request.chooseStored(item, chosen))));
      skipped |= form.isEmpty();
    }
    return values;
  }

  private BulkAnswer.Head head(Retrieval retrieval) {
    return new BulkAnswer.Head() {
      @Override
      public int begin() {
        return BulkCollectionAnswer.this.begin(retrieval);
      }

      @Override
      public void leaveOut(CodecException failure) {
        skipped = true;
      }
    };
  }

  /** A 200 has begun, and now something cannot be given. */
  private void requireStatus() {
    if (answer.begun() && skipped && !partial) {
      throw BulkRequest.notAcceptable();
    }
  }

  private int begin(Retrieval retrieval) {
    partial = skipped;
    exchange.addHeader("Cache-Control", "no-store");
    boolean lacking = Instances.announceShortfall(exchange, retrieval);
    if (partial) {
      exchange.warn("Some values cannot be given in an acceptable media type");
    }
    return partial || lacking ? 206 : 200;
  }
}
