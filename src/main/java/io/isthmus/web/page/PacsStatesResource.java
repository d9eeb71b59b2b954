package io.isthmus.web.page;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveState;
import io.isthmus.archive.Archives;
import io.isthmus.archive.Federation;
import io.isthmus.security.Access;
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
import java.util.Map;
import java.util.OptionalLong;

/**
 * Tells how each PACS does that the caller may observe, without asking any. AE titles, hosts and
 * ports are not told, nor what the last failure said of them.
 */
public final class PacsStatesResource {
  private static final ContentNegotiation TYPES = ContentNegotiation.among("application/json");

  private final Archives archives;
  private final Access access;

  public PacsStatesResource(Archives archives, Access access) {
    this.archives = archives;
    this.access = access;
  }

  /** What answers {@link Endpoint#PACS_STATES}. */
  public Map<Endpoint, Handler> handlers() {
    return Map.of(Endpoint.PACS_STATES, this::answer);
  }

  private void answer(Exchange exchange) throws IOException {
    String contentType = TYPES.select(exchange).offer().toString();
    JsonArray states = new JsonArray();
    for (Archive archive : archives.all()) {
      if (access.permits(exchange.caller(), Action.OBSERVE, archive.id())) {
        states.add(json(archive.state()));
      }
    }
    JsonObject told = new JsonObject().put("pacs", states);
    archives
        .federation()
        .filter(joined -> access.permits(exchange.caller(), Action.OBSERVE, joined.id()))
        .ifPresent(joined -> told.put("federation", json(joined)));
    byte[] bytes = told.encode().getBytes(StandardCharsets.UTF_8);
    exchange.addHeader("Cache-Control", "no-store");
    ResponseBody body = exchange.begin(200, contentType, OptionalLong.of(bytes.length));
    body.write(ByteBuffer.wrap(bytes));
    body.end();
  }

  private JsonObject json(Federation joined) {
    return new JsonObject()
        .put("id", joined.id())
        .put("default", joined.id().equals(archives.defaultId()))
        .put("members", new JsonArray(joined.members()));
  }

  private JsonObject json(ArchiveState state) {
    return new JsonObject()
        .put("id", state.id())
        .put("default", state.id().equals(archives.defaultId()))
        .put("reachable", state.reachable().orElse(null))
        .put("since", state.since().map(Instant::toString).orElse(null))
        .put("inUse", state.associationsInUse())
        .put("idle", state.associationsIdle())
        .put("limit", state.maxAssociations());
  }
}
