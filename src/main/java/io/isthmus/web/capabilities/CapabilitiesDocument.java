package io.isthmus.web.capabilities;

import io.isthmus.dicom.data.Tag;
import io.isthmus.security.Action;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes endpoints in WADL (PS3.18 Annex H; CAP-05 to CAP-08). */
final class CapabilitiesDocument {
  private static final String NAMESPACE = "http://wadl.dev.java.net/2009/02";
  private static final String SCHEMA = "http://www.w3.org/2001/XMLSchema";
  private static final int FIRST_FAILURE = 400;

  /** Statuses that have no body. */
  private static final List<Integer> EMPTY = List.of(204, 304);

  private final MediaTypes mediaTypes;

  CapabilitiesDocument(MediaTypes mediaTypes) {
    this.mediaTypes = mediaTypes;
  }

  /**
   * The document of a resource and all below it.
   *
   * @param base address of the service
   * @param target template of the resource, empty for the service itself
   * @param offered what is offered
   */
  WadlElement of(String base, String target, Collection<Endpoint> offered) {
    ResourceTree tree = ResourceTree.of(offered).at(target);
    WadlElement resources = WadlElement.of("resources", "base", base + "/");
    return WadlElement.of("application", "xmlns", NAMESPACE, "xmlns:xs", SCHEMA)
        .with(
            resources.with(
                target.isEmpty() ? below(tree) : List.of(resource(target.substring(1), tree))));
  }

  private List<WadlElement> below(ResourceTree tree) {
    return tree.children().entrySet().stream()
        .map(child -> resource(child.getKey(), child.getValue()))
        .toList();
  }

  private WadlElement resource(String path, ResourceTree tree) {
    List<WadlElement> variables =
        Endpoint.variables(path).stream()
            .map(name ->
                WadlElement.of(
                    "param",
                    "name",
                    name,
                    "style",
                    "template",
                    "type",
                    "xs:string",
                    "required",
                    "true"))
            .toList();
    List<WadlElement> methods = tree.endpoints().stream().map(this::method).toList();
    return WadlElement.of("resource", "path", path).with(variables).with(methods).with(below(tree));
  }

  private WadlElement method(Endpoint endpoint) {
    List<WadlElement> types =
        mediaTypes.of(endpoint).stream()
            .map(type -> WadlElement.of("representation", "mediaType", type))
            .toList();
    return WadlElement.of("method", "name", endpoint.method(), "id", id(endpoint))
        .with(WadlElement.doc(endpoint.summary()))
        .with(request(endpoint))
        .with(responses(endpoint, types));
  }

  private WadlElement request(Endpoint endpoint) {
    List<String> types = mediaTypes.of(endpoint);
    WadlElement accept =
        WadlElement.of(
                "param",
                "name",
                "Accept",
                "style",
                "header",
                "type",
                "xs:string",
                "default",
                types.getFirst())
            .with(types.stream().map(CapabilitiesDocument::option).toList());
    return WadlElement.of("request")
        .with(accept)
        .with(endpoint.parameters().stream().flatMap(CapabilitiesDocument::parameter).toList());
  }

  /** Attributes under both of their names (CAP-08). */
  private static Stream<WadlElement> parameter(Parameter parameter) {
    return switch (parameter.type()) {
      case TEXT -> Stream.of(parameter(parameter, parameter.name(), "xs:string"));
      case NUMBER -> Stream.of(parameter(parameter, parameter.name(), "xs:nonNegativeInteger"));
      case TRUTH -> Stream.of(parameter(parameter, parameter.name(), "xs:boolean"));
      case ATTRIBUTE ->
          Stream.of(parameter.name(), tags(parameter.name()))
              .map(name -> parameter(parameter, name, "xs:string"));
    };
  }

  private static WadlElement parameter(Parameter parameter, String name, String type) {
    String style = parameter.place().name().toLowerCase(Locale.ROOT);
    WadlElement element = WadlElement.of("param", "name", name, "style", style, "type", type);
    return (parameter.repeating() ? element.with("repeating", "true") : element)
        .with(WadlElement.doc(parameter.meaning()))
        .with(parameter.options().stream().map(CapabilitiesDocument::option).toList());
  }

  private static String tags(String path) {
    return Arrays.stream(path.split("\\.", -1))
        .map(keyword -> Tag.hex(Tag.parse(keyword).orElseThrow()))
        .collect(Collectors.joining("."));
  }

  private static WadlElement option(String value) {
    return WadlElement.of("option", "value", value);
  }

  private static List<WadlElement> responses(Endpoint endpoint, List<WadlElement> types) {
    return endpoint.statuses().stream()
        .map(status -> {
          WadlElement response = WadlElement.of("response", "status", Integer.toString(status));
          if (EMPTY.contains(status)) {
            return response;
          }
          return status < FIRST_FAILURE
              ? response.with(types)
              : response.with(WadlElement.of("representation", "mediaType", "application/json"));
        })
        .toList();
  }

  /** {@code SearchForStudies}, {@code RetrieveStudyMetadata} (CAP-05). */
  private static String id(Endpoint endpoint) {
    String words =
        Arrays.stream(endpoint.name().split("_", -1))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
    return endpoint.action() == Action.SEARCH ? words.replace("Search", "SearchFor") : words;
  }
}
