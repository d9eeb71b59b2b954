package io.isthmus.web.capabilities;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** Writes a WADL document as JSON (PS3.18 Annex G; CAP-10). */
final class WadlJson {
  /** Those that stand once in their parent, Annex H for {@code resources}. */
  private static final Set<String> UNIQUE = Set.of("application", "resources", "request");

  private WadlJson() {}

  static String of(WadlElement application) {
    return new JsonObject().put(application.name(), object(application)).encode();
  }

  private static JsonObject object(WadlElement element) {
    JsonObject object = new JsonObject();
    element.attributes().forEach((name, value) -> object.put("@" + name, value));
    if (!element.text().isEmpty()) {
      object.put("value", element.text());
    }
    for (WadlElement child : element.children()) {
      if (UNIQUE.contains(child.name())) {
        object.put(child.name(), object(child));
      } else {
        if (!object.containsKey(child.name())) {
          object.put(child.name(), new JsonArray());
        }
        object.getJsonArray(child.name()).add(object(child));
      }
    }
    return object;
  }
}
