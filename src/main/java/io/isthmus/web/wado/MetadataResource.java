package io.isthmus.web.wado;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.MetadataView;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.spool.DirectBuffers;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.web.http.BufferedBody;
import io.isthmus.web.http.ContentNegotiation;
import io.isthmus.web.http.Exchange;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * The metadata of studies, series and instances as DICOM JSON (PS3.18 10.4.1.1.2). All of it is
 * there before the answer begins, so that it is whole, or a 206 that says how much is missing, or a
 * status.
 */
public final class MetadataResource {
  private static final ContentNegotiation OFFERS =
      ContentNegotiation.among("application/dicom+json", "application/json");

  private final RetrieveService retrieves;
  private final InstanceSpool spool;

  /** Over a service, with the spool for what is collected. */
  public MetadataResource(RetrieveService retrieves, InstanceSpool spool) {
    this.retrieves = retrieves;
    this.spool = spool;
  }

  /** {@code /studies/{study}/metadata}. */
  public void study(Exchange exchange) throws ArchiveException, IOException {
    answer(exchange, InstancePath.study(exchange));
  }

  /** {@code /studies/{study}/series/{series}/metadata}. */
  public void series(Exchange exchange) throws ArchiveException, IOException {
    answer(exchange, InstancePath.series(exchange));
  }

  /** {@code /studies/{study}/series/{series}/instances/{instance}/metadata}. */
  public void instance(Exchange exchange) throws ArchiveException, IOException {
    answer(exchange, InstancePath.instance(exchange));
  }

  private void answer(Exchange exchange, RetrieveScope scope) throws ArchiveException, IOException {
    String type = OFFERS.select(exchange).offer().toString();
    try (MetadataView view = collect(exchange, scope)) {
      if (view.size() == 0) {
        throw new ArchiveException(
            new ArchiveFailure.Broken(exchange.pacs(), "no instance is a data set"));
      }
      write(exchange, view, type);
    }
  }

  private MetadataView collect(Exchange exchange, RetrieveScope scope)
      throws ArchiveException, IOException {
    String base = exchange.baseUri();
    try (Retrieval retrieval = retrieves.open(exchange.caller(), exchange.pacs(), scope)) {
      exchange.onClientGone(retrieval::close);
      return MetadataView.collect(retrieval, spool, instance -> InstancePath.of(base, instance));
    } catch (IOException e) {
      throw ReadFailure.of(exchange.pacs(), e);
    }
  }

  private void write(Exchange exchange, MetadataView view, String type) throws IOException {
    boolean whole = view.unreadable() == 0;
    if (!whole) {
      exchange.warn("Instances left out because they cannot be read: " + view.unreadable());
    }
    exchange.addHeader("Vary", "Accept");
    try (DirectBuffers.Loan buffer = spool.buffers().borrow()) {
      BufferedBody body =
          new BufferedBody(
              exchange.begin(whole ? 200 : 206, type, OptionalLong.of(view.length())),
              buffer.buffer());
      if (exchange.wantsBody()) {
        view.write(body);
      }
      body.end();
    }
  }
}
