package io.isthmus.web.wado;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.derived.DerivedFrames;
import io.isthmus.derived.FrameRequest;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.content.InstanceContents;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.Handler;
import java.io.IOException;
import java.util.Map;

/**
 * Instances as PS3.10 files (PS3.18 10.4.1.1). An answer is ended only when the whole of what was
 * asked for has been written; what goes wrong before is thrown, and becomes a status while nothing
 * has been sent and a broken answer after (COM-10).
 */
public final class WadoResource {
  private final RetrieveService retrieves;
  private final InstanceContents contents;
  private final DerivedFrames derived;
  private final BulkCollectionResource bulkData;

  /** Over a service, with what opens its instances and makes their frames. */
  public WadoResource(RetrieveService retrieves, InstanceContents contents, DerivedFrames derived) {
    this.retrieves = retrieves;
    this.contents = contents;
    this.derived = derived;
    this.bulkData = new BulkCollectionResource(retrieves, contents, derived);
  }

  /** What answers at which endpoint. */
  public Map<Endpoint, Handler> handlers() {
    return Map.of(
        Endpoint.RETRIEVE_STUDY,
        this::study,
        Endpoint.RETRIEVE_SERIES,
        this::series,
        Endpoint.RETRIEVE_INSTANCE,
        this::instance);
  }

  /** {@code /studies/{study}}. */
  public void study(Exchange exchange) throws ArchiveException, IOException {
    answer(exchange, InstancePath.study(exchange));
  }

  /** {@code /studies/{study}/series/{series}}. */
  public void series(Exchange exchange) throws ArchiveException, IOException {
    answer(exchange, InstancePath.series(exchange));
  }

  /** {@code /studies/{study}/series/{series}/instances/{instance}}. */
  public void instance(Exchange exchange) throws ArchiveException, IOException {
    answer(exchange, InstancePath.instance(exchange));
  }

  private void answer(Exchange exchange, RetrieveScope scope) throws ArchiveException, IOException {
    if (WadoRequest.prefersBulkData(exchange, scope)) {
      bulkData.bulkData(exchange, scope);
      return;
    }
    WadoRequest request = WadoRequest.of(exchange, scope);
    exchange.addHeader("Vary", "Accept");
    exchange.addHeader("Cache-Control", "no-store");
    try (Retrieval retrieval = Instances.open(retrieves, exchange, scope);
        FrameRequest frames = derived.request()) {
      TranscodedFile.Means means = new TranscodedFile.Means(contents, derived.transcoder(), frames);
      new InstanceAnswer(exchange, request, retrieval, means)
          .give(Instances.buffer(exchange, contents.buffers()));
    } catch (IOException e) {
      throw ReadFailure.of(exchange.pacs(), e);
    }
  }
}
