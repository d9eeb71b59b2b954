package io.isthmus.web.capabilities;

import io.isthmus.archive.Archives;
import io.isthmus.security.Access;
import io.isthmus.security.AccessDeniedException;
import io.isthmus.security.Action;
import io.isthmus.web.http.ContentNegotiation;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.EntityTag;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.Handler;
import io.isthmus.web.http.ResponseBody;
import io.isthmus.web.http.Revalidation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Tells what the service, or a resource of it, can be asked for (PS3.18 8.9; CAP-01 to CAP-03). It
 * is made of the table of endpoints: what this gateway does not answer is not in it.
 */
public final class CapabilitiesResource {
  static final List<String> MEDIA_TYPES =
      List.of(
          "application/vnd.sun.wadl+xml",
          "application/json",
          "application/dicom+json",
          "application/xml");

  private static final ContentNegotiation TYPES =
      ContentNegotiation.among(MEDIA_TYPES.toArray(String[]::new));

  private final Set<Endpoint> answered;
  private final Archives archives;
  private final Access access;
  private final CapabilitiesDocument document;

  /**
   * Of a gateway that answers these.
   *
   * @param types in which it answers
   */
  public CapabilitiesResource(
      Set<Endpoint> answered, MediaTypes types, Archives archives, Access access) {
    this.document = new CapabilitiesDocument(types);
    this.answered = Set.copyOf(answered);
    this.archives = archives;
    this.access = access;
  }

  /** What answers {@link Endpoint#RETRIEVE_CAPABILITIES}. */
  public Map<Endpoint, Handler> handlers() {
    return Map.of(Endpoint.RETRIEVE_CAPABILITIES, this::answer);
  }

  private void answer(Exchange exchange) throws IOException {
    if (!access.permits(exchange.caller(), Action.DESCRIBE, exchange.pacs())) {
      throw new AccessDeniedException(exchange.caller(), Action.DESCRIBE, exchange.pacs());
    }
    String type = TYPES.select(exchange).offer().toString();
    WadlElement wadl =
        document.of(exchange.baseUri(), exchange.template(), offered(exchange.pacs()));
    String text = type.endsWith("json") ? WadlJson.of(wadl) : WadlXml.of(wadl);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.addHeader("Vary", "Accept");
    if (Revalidation.answers(exchange, tag(type, bytes))) {
      return;
    }
    ResponseBody body = exchange.begin(200, type, OptionalLong.of(bytes.length));
    body.write(ByteBuffer.wrap(bytes));
    body.end();
  }

  /** Not itself: the document does not describe how it is retrieved (PS3.18 Annex H). */
  private Collection<Endpoint> offered(String pacs) {
    boolean federated = archives.federation(pacs).isPresent();
    return List.of(Endpoint.values()).stream()
        .filter(answered::contains)
        .filter(endpoint -> endpoint.root() == Endpoint.Root.DICOMWEB)
        .filter(endpoint -> endpoint.action() != Action.DESCRIBE)
        .filter(endpoint -> !federated || endpoint.isOfFederations())
        .toList();
  }

  private static EntityTag tag(String type, byte[] bytes) {
    MessageDigest digest = EntityTag.digest();
    digest.update(type.getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
    return EntityTag.weak(digest);
  }
}
