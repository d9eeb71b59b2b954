package io.isthmus.web.wado;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.spool.DirectBuffers;
import io.isthmus.web.http.Exchange;
import java.io.IOException;

/**
 * Instances as PS3.10 files (PS3.18 10.4.1.1). An answer is ended only when the whole of what was
 * asked for has been written; what goes wrong before is thrown, and becomes a status while nothing
 * has been sent and a broken answer after (COM-10).
 */
public final class WadoResource {
  private final RetrieveService retrieves;
  private final DirectBuffers buffers;

  /**
   * Over a service.
   *
   * @param buffers of 64 KiB or more each, one for each answer under way
   */
  public WadoResource(RetrieveService retrieves, DirectBuffers buffers) {
    this.retrieves = retrieves;
    this.buffers = buffers;
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
    WadoRequest request = WadoRequest.of(exchange, scope);
    try (Retrieval retrieval = retrieves.open(exchange.caller(), exchange.pacs(), scope);
        DirectBuffers.Loan buffer = buffers.borrow()) {
      exchange.onClientGone(retrieval::close);
      new InstanceAnswer(exchange, request, retrieval).give(buffer.buffer());
    } catch (IOException e) {
      throw ReadFailure.of(exchange.pacs(), e);
    }
  }
}
