package io.isthmus.web.qido;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.query.SearchAnswer;
import io.isthmus.query.SearchResource;
import io.isthmus.web.http.ContentNegotiation;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.Handler;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The six search resources (PS3.18 Table 10.6.1-1; QIDO-01, QIDO-02). */
public final class QidoResource {
  /** What results are given in, the default first. */
  public static final List<String> MEDIA_TYPES =
      List.of("application/dicom+json", "application/json", QidoResponse.XML);

  private static final ContentNegotiation TYPES =
      ContentNegotiation.among(MEDIA_TYPES.toArray(String[]::new));

  private final Searches searches;
  private final QidoOptions options;

  public QidoResource(Searches searches, QidoOptions options) {
    this.searches = searches;
    this.options = options;
  }

  /** What answers each search endpoint. */
  public Map<Endpoint, Handler> handlers() {
    Map<Endpoint, Handler> handlers = new EnumMap<>(Endpoint.class);
    handlers.put(
        Endpoint.SEARCH_STUDIES,
        exchange -> answer(exchange, SearchResource.STUDIES, false, false));
    handlers.put(
        Endpoint.SEARCH_STUDY_SERIES,
        exchange -> answer(exchange, SearchResource.STUDY_SERIES, true, false));
    handlers.put(
        Endpoint.SEARCH_SERIES_INSTANCES,
        exchange -> answer(exchange, SearchResource.SERIES_INSTANCES, true, true));
    handlers.put(
        Endpoint.SEARCH_STUDY_INSTANCES,
        exchange -> answer(exchange, SearchResource.STUDY_INSTANCES, true, false));
    handlers.put(
        Endpoint.SEARCH_SERIES,
        exchange -> answer(exchange, SearchResource.ALL_SERIES, false, false));
    handlers.put(
        Endpoint.SEARCH_INSTANCES,
        exchange -> answer(exchange, SearchResource.ALL_INSTANCES, false, false));
    return handlers;
  }

  private void answer(Exchange exchange, SearchResource resource, boolean study, boolean series)
      throws ArchiveException, IOException {
    String contentType = TYPES.select(exchange).offer().toString();
    QidoRequest request =
        QidoRequest.of(
            resource,
            study ? Optional.of(exchange.pathParameter("study")) : Optional.empty(),
            series ? Optional.of(exchange.pathParameter("series")) : Optional.empty(),
            exchange.queryParameters(),
            options);
    Cancellation cancellation = new Cancellation();
    exchange.onClientGone(cancellation::cancel);
    SearchAnswer answer =
        searches.search(exchange.caller(), exchange.pacs(), request.search(), cancellation);
    request.warnings().forEach(exchange::warn);
    new QidoResponse(exchange, request.search(), options).write(answer, contentType);
  }
}
