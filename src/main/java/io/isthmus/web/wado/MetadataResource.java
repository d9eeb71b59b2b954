package io.isthmus.web.wado;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.json.JsonOptions.NonFinite;
import io.isthmus.retrieve.Descriptions;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.metadata.FoundDescriptions;
import io.isthmus.retrieve.metadata.MetadataFormat;
import io.isthmus.retrieve.metadata.MetadataStore;
import io.isthmus.retrieve.metadata.MetadataView;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.web.http.BufferedBody;
import io.isthmus.web.http.ContentNegotiation;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.EntityTag;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.Handler;
import io.isthmus.web.http.MultipartWriter;
import io.isthmus.web.http.ResponseBody;
import io.isthmus.web.http.Revalidation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The metadata of studies, series and instances as DICOM JSON or Native DICOM Model (PS3.18
 * 10.4.1.1.2). All of it is there before the answer begins, so that it is whole, or a 206 that says
 * how much is missing, or a status.
 */
public final class MetadataResource {
  private static final String XML_PART = "application/dicom+xml";
  private static final List<String> JSON = List.of("application/dicom+json", "application/json");

  /** What metadata is given in, the default first. */
  static final List<String> MEDIA_TYPES =
      List.of(
          JSON.getFirst(),
          JSON.getLast(),
          "multipart/related; type=\"" + XML_PART + "\"",
          "multipart/related; type=\"application/xml\"",
          "multipart/related; type=\"text/xml\"");

  private static final ContentNegotiation OFFERS =
      ContentNegotiation.among(MEDIA_TYPES.toArray(String[]::new));

  private final RetrieveService retrieves;
  private final InstanceSpool spool;
  private final MetadataStore store;
  private final MetadataFormat json;

  /**
   * Over a service.
   *
   * @param spool for what is collected
   * @param store for what is asked for again
   */
  public MetadataResource(RetrieveService retrieves, InstanceSpool spool, MetadataStore store) {
    this(retrieves, spool, store, NonFinite.STRING);
  }

  /**
   * The same with a way for NaN and infinities.
   *
   * @param nonFinite in DICOM JSON (JSON-06)
   */
  public MetadataResource(
      RetrieveService retrieves, InstanceSpool spool, MetadataStore store, NonFinite nonFinite) {
    this.json =
        switch (nonFinite) {
          case STRING -> MetadataFormat.JSON;
          case NULL -> MetadataFormat.JSON_OF_FINITE;
        };
    this.retrieves = retrieves;
    this.spool = spool;
    this.store = store;
  }

  /** What answers at which endpoint. */
  public Map<Endpoint, Handler> handlers() {
    return Map.of(
        Endpoint.RETRIEVE_STUDY_METADATA,
        this::study,
        Endpoint.RETRIEVE_SERIES_METADATA,
        this::series,
        Endpoint.RETRIEVE_INSTANCE_METADATA,
        this::instance);
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
    String offered = OFFERS.select(exchange).offer().toString();
    MetadataFormat format = JSON.contains(offered) ? json : MetadataFormat.XML;
    String boundary = MultipartWriter.newBoundary();
    String type =
        switch (format) {
          case JSON, JSON_OF_FINITE -> offered;
          case XML -> MultipartWriter.contentType(XML_PART, boundary);
        };
    exchange.addHeader("Vary", "Accept");
    Optional<MetadataView> collected = collect(exchange, scope, format);
    if (collected.isEmpty()) {
      exchange.begin(200, type, OptionalLong.empty()).end();
      return;
    }
    try (MetadataView view = collected.get()) {
      if (view.size() == 0) {
        throw new ArchiveException(
            new ArchiveFailure.Broken(exchange.pacs(), "no instance is a data set"));
      }
      if (!isWhole(exchange, view)) {
        exchange.addHeader("Cache-Control", "no-store");
      } else if (Revalidation.answers(exchange, tag(view, offered))) {
        return;
      }
      write(exchange, view, format, type, boundary);
    }
  }

  /** Nothing where only the head is wanted and the instances are still to come (COM-12). */
  private Optional<MetadataView> collect(
      Exchange exchange, RetrieveScope scope, MetadataFormat format)
      throws ArchiveException, IOException {
    String base = exchange.baseUri();
    if (retrieves.descriptions(exchange.pacs()) == Descriptions.FIND) {
      return Optional.of(found(exchange, scope, format));
    }
    try (Retrieval retrieval = Instances.openToDescribe(retrieves, exchange, scope)) {
      if (!exchange.wantsBody() && !retrieval.isWhole() && retrieval.next() != null) {
        return Optional.empty();
      }
      return Optional.of(
          MetadataView.collect(
              retrieval, spool, store, format, instance -> InstancePath.of(base, instance)));
    } catch (IOException e) {
      throw ReadFailure.of(exchange.pacs(), e);
    }
  }

  private MetadataView found(Exchange exchange, RetrieveScope scope, MetadataFormat format)
      throws ArchiveException, IOException {
    Cancellation cancellation = new Cancellation();
    exchange.onClientGone(cancellation::cancel);
    List<DataSet> found =
        FoundDescriptions.of(
            retrieves.permitted(exchange.caller(), exchange.pacs()), scope, cancellation);
    exchange.warn("Metadata are what the PACS answers to searches: the instances may have more");
    try {
      return MetadataView.of(
          found, spool, format, instance -> InstancePath.of(exchange.baseUri(), instance));
    } catch (IOException e) {
      throw ReadFailure.of(exchange.pacs(), e);
    }
  }

  private static boolean isWhole(Exchange exchange, MetadataView view) {
    if (view.unreadable() > 0) {
      exchange.warn("Instances left out because they cannot be read: " + view.unreadable());
    }
    view.shortfall().ifPresent(lacking -> exchange.warn(Instances.warning(lacking)));
    return view.isWhole();
  }

  /** Weak, since the same metadata goes out with different boundaries and compressed. */
  private static EntityTag tag(MetadataView view, String type) throws IOException {
    MessageDigest digest = EntityTag.digest();
    digest.update(type.getBytes(StandardCharsets.US_ASCII));
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      view.write(out);
    }
    return EntityTag.weak(digest);
  }

  private void write(
      Exchange exchange, MetadataView view, MetadataFormat format, String type, String boundary)
      throws IOException {
    OptionalLong length =
        switch (format) {
          case JSON, JSON_OF_FINITE -> OptionalLong.of(view.length());
          case XML -> OptionalLong.empty();
        };
    ResponseBody begun = exchange.begin(view.isWhole() ? 200 : 206, type, length);
    if (!exchange.wantsBody()) {
      begun.end();
      return;
    }
    BufferedBody body = new BufferedBody(begun, Instances.buffer(exchange, spool.buffers()));
    switch (format) {
      case JSON, JSON_OF_FINITE -> {
        view.write(body);
        body.end();
      }
      case XML -> writeXml(body, view, boundary);
    }
  }

  private static void writeXml(BufferedBody body, MetadataView view, String boundary)
      throws IOException {
    MultipartWriter parts = new MultipartWriter(body, boundary);
    view.write(
        body,
        (address, length) ->
            parts.part(
                XML_PART + "; charset=utf-8", address + "/metadata", OptionalLong.of(length)));
    parts.end();
  }
}
