package io.isthmus.web.page;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.PacsProfile;
import io.isthmus.archive.Profiles;
import io.isthmus.security.Access;
import io.isthmus.security.AccessDeniedException;
import io.isthmus.security.Action;
import io.isthmus.web.http.ContentNegotiation;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.Handler;
import io.isthmus.web.http.ResponseBody;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Tells what a PACS was found to do, and finds it out anew when asked to. */
public final class PacsProfileResource {
  private static final ContentNegotiation TYPES = ContentNegotiation.among("application/json");

  private final Profiles profiles;
  private final Access access;

  public PacsProfileResource(Profiles profiles, Access access) {
    this.profiles = profiles;
    this.access = access;
  }

  /** What answers {@link Endpoint#PACS_PROFILE} and {@link Endpoint#PROBE_PACS}. */
  public Map<Endpoint, Handler> handlers() {
    return Map.of(Endpoint.PACS_PROFILE, this::tell, Endpoint.PROBE_PACS, this::probe);
  }

  private void tell(Exchange exchange) throws IOException {
    permit(exchange, Action.OBSERVE);
    answer(exchange, profiles.of(exchange.pacs()));
  }

  private void probe(Exchange exchange) throws IOException, ArchiveException {
    permit(exchange, Action.PROBE);
    answer(exchange, profiles.probe(exchange.pacs()));
  }

  private void permit(Exchange exchange, Action action) {
    if (!access.permits(exchange.caller(), action, exchange.pacs())) {
      throw new AccessDeniedException(exchange.caller(), action, exchange.pacs());
    }
  }

  private static void answer(Exchange exchange, PacsProfile profile) throws IOException {
    String contentType = TYPES.select(exchange).offer().toString();
    byte[] bytes = json(exchange.pacs(), profile).encode().getBytes(StandardCharsets.UTF_8);
    exchange.addHeader("Cache-Control", "no-store");
    ResponseBody body = exchange.begin(200, contentType, OptionalLong.of(bytes.length));
    body.write(ByteBuffer.wrap(bytes));
    body.end();
  }

  private static JsonObject json(String pacs, PacsProfile profile) {
    JsonArray items = new JsonArray();
    profile
        .findings()
        .forEach((trait, finding) ->
            items.add(
                new JsonObject()
                    .put("item", trait.id())
                    .put("source", finding.source().name().toLowerCase(Locale.ROOT))
                    .put("values", new JsonArray(finding.values()))));
    return new JsonObject()
        .put("id", pacs)
        .put("probed", profile.probed().map(Instant::toString).orElse(null))
        .put("items", items)
        .put("words", new JsonArray(profile.sentences()));
  }
}
