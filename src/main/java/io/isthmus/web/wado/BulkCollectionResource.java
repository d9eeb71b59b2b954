package io.isthmus.web.wado;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.derived.DerivedFrames;
import io.isthmus.derived.FrameRequest;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.retrieve.content.InstanceContent;
import io.isthmus.retrieve.content.InstanceContents;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.Handler;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * All bulk values, or all pixel data, of a study, series or instance (PS3.18 Table 10.4.1-1), each
 * in a part of its own.
 */
public final class BulkCollectionResource {
  private final RetrieveService retrieves;
  private final InstanceContents contents;
  private final DerivedFrames derived;

  /** Over a service, with what opens its instances and makes their frames. */
  public BulkCollectionResource(
      RetrieveService retrieves, InstanceContents contents, DerivedFrames derived) {
    this.retrieves = retrieves;
    this.contents = contents;
    this.derived = derived;
  }

  /** What is to be found in each instance. */
  @FunctionalInterface
  private interface Finder {
    List<BulkItem> find(BulkItems items) throws IOException;
  }

  /** What answers at which endpoint. */
  public Map<Endpoint, Handler> handlers() {
    return Map.of(
        Endpoint.RETRIEVE_STUDY_BULKDATA,
        this::studyBulkData,
        Endpoint.RETRIEVE_SERIES_BULKDATA,
        this::seriesBulkData,
        Endpoint.RETRIEVE_INSTANCE_BULKDATA,
        this::instanceBulkData,
        Endpoint.RETRIEVE_STUDY_PIXELDATA,
        this::studyPixelData,
        Endpoint.RETRIEVE_SERIES_PIXELDATA,
        this::seriesPixelData,
        Endpoint.RETRIEVE_INSTANCE_PIXELDATA,
        this::instancePixelData);
  }

  /** {@code /studies/{study}/bulkdata}. */
  public void studyBulkData(Exchange exchange) throws ArchiveException, IOException {
    answer(exchange, InstancePath.study(exchange), BulkItems::values);
  }

  /** {@code /studies/{study}/series/{series}/bulkdata}. */
  public void seriesBulkData(Exchange exchange) throws ArchiveException, IOException {
    answer(exchange, InstancePath.series(exchange), BulkItems::values);
  }

  /** {@code .../instances/{instance}/bulkdata}. */
  public void instanceBulkData(Exchange exchange) throws ArchiveException, IOException {
    answer(exchange, InstancePath.instance(exchange), BulkItems::values);
  }

  /** {@code /studies/{study}/pixeldata}. */
  public void studyPixelData(Exchange exchange) throws ArchiveException, IOException {
    answer(exchange, InstancePath.study(exchange), BulkItems::pixelData);
  }

  /** {@code /studies/{study}/series/{series}/pixeldata}. */
  public void seriesPixelData(Exchange exchange) throws ArchiveException, IOException {
    answer(exchange, InstancePath.series(exchange), BulkItems::pixelData);
  }

  /** {@code .../instances/{instance}/pixeldata}. */
  public void instancePixelData(Exchange exchange) throws ArchiveException, IOException {
    answer(exchange, InstancePath.instance(exchange), BulkItems::pixelData);
  }

  /** The bulk values of what a scope covers (WADO-10). */
  void bulkData(Exchange exchange, RetrieveScope scope) throws ArchiveException, IOException {
    answer(exchange, scope, BulkItems::values);
  }

  private void answer(Exchange exchange, RetrieveScope scope, Finder finder)
      throws ArchiveException, IOException {
    BulkRequest request = BulkRequest.of(exchange);
    exchange.addHeader("Vary", "Accept");
    try (Retrieval retrieval = Instances.open(retrieves, exchange, scope);
        FrameRequest frames = derived.request()) {
      new BulkCollectionAnswer(
              exchange,
              request,
              instance -> found(exchange, instance, finder),
              new BulkAnswer(exchange, frames, Instances.buffer(exchange, contents.buffers())))
          .give(retrieval, scope.sopInstanceUid().isPresent());
    } catch (IOException e) {
      throw ReadFailure.of(exchange.pacs(), e);
    }
  }

  private BulkCollectionAnswer.Found found(
      Exchange exchange, SpooledInstance instance, Finder finder) throws IOException {
    InstanceContent content = contents.read(instance);
    try {
      String address = InstancePath.of(exchange.baseUri(), instance);
      return new BulkCollectionAnswer.Found(
          content, finder.find(new BulkItems(content, address, derived.transcoder())));
    } catch (IOException | RuntimeException e) {
      content.close();
      throw e;
    }
  }
}
