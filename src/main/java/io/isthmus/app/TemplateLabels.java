package io.isthmus.app;

import io.isthmus.web.http.Endpoint;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Measures requests under the templates of their paths. Quarkus does that for those that reach a
 * route; one that is refused before, such as for the length of its body, would leave its path, with
 * the UIDs in it, among the labels.
 */
@Singleton
public class TemplateLabels implements MeterFilter {
  private static final String URI = "uri";
  private static final Pattern OURS = Pattern.compile("/(dicomweb|pacs|isthmus)(/.*)?");
  private static final Map<String, Pattern> TEMPLATES =
      Arrays.stream(Endpoint.values())
          .flatMap(endpoint -> endpoint.paths().stream())
          .distinct()
          .collect(Collectors.toUnmodifiableMap(path -> path, TemplateLabels::pattern));

  @Override
  public Meter.Id map(Meter.Id id) {
    String path = id.getTag(URI);
    if (path == null || TEMPLATES.containsKey(path) || !OURS.matcher(path).matches()) {
      return id;
    }
    return id.replaceTags(
        id.getTags().stream()
            .map(tag -> tag.getKey().equals(URI) ? Tag.of(URI, template(path)) : tag)
            .toList());
  }

  private static String template(String path) {
    List<String> matching =
        TEMPLATES.entrySet().stream()
            .filter(entry -> entry.getValue().matcher(path).matches())
            .map(Map.Entry::getKey)
            .toList();
    return matching.isEmpty() ? "UNKNOWN" : matching.getFirst();
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(template.replaceAll("\\{\\w+}", "[^/]+") + "/?");
  }
}
