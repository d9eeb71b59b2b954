package io.isthmus.web.wado;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.derived.DerivedFrames;
import io.isthmus.derived.FrameRequest;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.ElementPath;
import io.isthmus.pixel.CodecException;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.retrieve.content.ExtractedFrames;
import io.isthmus.retrieve.content.FrameExtraction;
import io.isthmus.retrieve.content.InstanceContent;
import io.isthmus.retrieve.content.InstanceContents;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.EntityTag;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.Handler;
import io.isthmus.web.http.NotFoundException;
import io.isthmus.web.http.Revalidation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * One bulk value, or frames, of one instance (PS3.18 10.4.1.1.5, 10.4.1.1.6). The instance is whole
 * before the answer begins.
 */
public final class BulkDataResource {
  private final RetrieveService retrieves;
  private final FrameExtraction extraction;
  private final InstanceContents contents;
  private final DerivedFrames derived;

  /**
   * Over a service, with what opens its instances and makes their frames.
   *
   * @param extraction has frames without the rest of their instance
   */
  public BulkDataResource(
      RetrieveService retrieves,
      FrameExtraction extraction,
      InstanceContents contents,
      DerivedFrames derived) {
    this.retrieves = retrieves;
    this.extraction = extraction;
    this.contents = contents;
    this.derived = derived;
  }

  /** What is to be found in an instance. */
  @FunctionalInterface
  private interface Finder {
    List<BulkItem> find(BulkItems items) throws IOException;
  }

  /** The form in which that is given. */
  private interface Chooser {
    BulkForm choose(DataSet dataSet, List<BulkItem> items);

    /** The form of a part of which nothing can be made, as it turns out (MT-08). */
    Optional<BulkForm> chooseStored(List<BulkItem> items, BulkForm chosen);
  }

  /** What answers at which endpoint. */
  public Map<Endpoint, Handler> handlers() {
    return Map.of(
        Endpoint.RETRIEVE_BULKDATA, this::bulkData, Endpoint.RETRIEVE_FRAMES, this::frames);
  }

  /** {@code .../instances/{instance}/frames/{frames}}. */
  public void frames(Exchange exchange) throws ArchiveException, IOException {
    List<Integer> wanted = FrameList.parse(exchange.pathParameter("frames"));
    Chooser chooser = chooser(BulkRequest.of(exchange));
    if (!answeredByExtraction(exchange, wanted, chooser)) {
      answer(exchange, items -> items.frames(wanted, IntUnaryOperator.identity()), chooser);
    }
  }

  /** Gives frames that the PACS sends by themselves, if it does (WADO-36). */
  private boolean answeredByExtraction(Exchange exchange, List<Integer> wanted, Chooser chooser)
      throws ArchiveException, IOException {
    RetrieveScope scope = InstancePath.instance(exchange);
    Cancellation cancellation = new Cancellation();
    exchange.onClientGone(cancellation::cancel);
    try {
      Optional<ExtractedFrames> extracted =
          extraction.extract(exchange.caller(), exchange.pacs(), scope, wanted, cancellation);
      if (extracted.isEmpty()) {
        return false;
      }
      try (ExtractedFrames frames = extracted.get()) {
        InstanceContent content = frames.content();
        String address = InstancePath.of(exchange.baseUri(), scope);
        List<BulkItem> items = items(content, address).frames(wanted, frames::position);
        give(exchange, content, items, chooser);
        return true;
      }
    } catch (IOException e) {
      throw ReadFailure.of(exchange.pacs(), e);
    }
  }

  /**
   * {@code .../instances/{instance}/bulkdata/{element}}: the BulkDataURIs of the metadata
   * (WADO-25).
   */
  public void bulkData(Exchange exchange) throws ArchiveException, IOException {
    ElementPath path =
        ElementPath.parse(exchange.pathParameter("element"))
            .orElseThrow(() -> new NotFoundException("this is no address of a bulk value"));
    Chooser chooser =
        DocumentMedia.isDocument(path)
            ? documentChooser(exchange)
            : chooser(BulkRequest.of(exchange));
    answer(exchange, items -> List.of(items.value(path)), chooser);
  }

  /** A document is given as it is stored in any case. */
  private static Chooser documentChooser(Exchange exchange) {
    return new Chooser() {
      @Override
      public BulkForm choose(DataSet dataSet, List<BulkItem> items) {
        return DocumentMedia.choose(exchange, dataSet);
      }

      @Override
      public Optional<BulkForm> chooseStored(List<BulkItem> items, BulkForm chosen) {
        return Optional.empty();
      }
    };
  }

  private Chooser chooser(BulkRequest request) {
    return new Chooser() {
      @Override
      public BulkForm choose(DataSet dataSet, List<BulkItem> items) {
        return request
            .choose(items.getFirst(), items.size() == 1)
            .orElseThrow(
                () -> BulkRequest.notAcceptable(items.getFirst(), derived.transcoder().targets()));
      }

      @Override
      public Optional<BulkForm> chooseStored(List<BulkItem> items, BulkForm chosen) {
        return request.chooseStored(items.getFirst(), chosen);
      }
    };
  }

  private void answer(Exchange exchange, Finder finder, Chooser chooser)
      throws ArchiveException, IOException {
    RetrieveScope scope = InstancePath.instance(exchange);
    try (Retrieval retrieval = Instances.open(retrieves, exchange, scope)) {
      SpooledInstance instance = retrieval.next();
      if (instance == null) {
        throw new IllegalStateException("a retrieve of nothing that ended well");
      }
      try (InstanceContent content = contents.read(instance)) {
        String address = InstancePath.of(exchange.baseUri(), instance);
        List<BulkItem> items = finder.find(items(content, address));
        give(exchange, content, items, chooser);
      }
    } catch (IOException e) {
      throw ReadFailure.of(exchange.pacs(), e);
    }
  }

  private BulkItems items(InstanceContent content, String address) {
    return new BulkItems(content, address, derived.transcoder());
  }

  private void give(
      Exchange exchange, InstanceContent content, List<BulkItem> items, Chooser chooser)
      throws IOException {
    BulkForm form = chooser.choose(content.dataSet(), items);
    exchange.addHeader("Vary", "Accept");
    if (!form.multipart()) {
      exchange.addHeader("Content-Location", items.getFirst().location());
    }
    EntityTag tag = BulkTag.of(content, items, form);
    if (Revalidation.answers(exchange, tag)) {
      return;
    }
    List<BulkPart> parts = BulkPart.of(items, form, chooser.chooseStored(items, form));
    try (FrameRequest request = derived.request()) {
      BulkAnswer answer =
          new BulkAnswer(exchange, request, Instances.buffer(exchange, contents.buffers()));
      if (form.multipart()) {
        answer.parts(content, List.of(parts), new WholeAnswer());
        answer.end();
      } else {
        answer.single(content, parts.getFirst(), tag);
      }
    } catch (CodecException e) {
      throw UnmadeFrame.of(e);
    }
  }

  /** Who asked for several frames counts them: none is left out. */
  private static final class WholeAnswer implements BulkAnswer.Head {
    @Override
    public int begin() {
      return 200;
    }

    @Override
    public void leaveOut(CodecException failure) throws CodecException {
      throw failure;
    }
  }
}
