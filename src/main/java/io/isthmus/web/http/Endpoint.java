package io.isthmus.web.http;

import io.isthmus.security.Action;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The one table of what can be asked for over HTTP: routes, access rules, OpenAPI and capabilities
 * are made from it. Templates are those of PS3.18 Table 10.1-1.
 */
public enum Endpoint {
  RETRIEVE_CAPABILITIES(
      Root.DICOMWEB, "", Action.DESCRIBE, "OPTIONS", "Retrieve what can be asked for"),

  SEARCH_STUDIES(Root.DICOMWEB, "/studies", Action.SEARCH, "Search for studies"),
  SEARCH_STUDY_SERIES(
      Root.DICOMWEB, "/studies/{study}/series", Action.SEARCH, "Search for series of a study"),
  SEARCH_SERIES_INSTANCES(
      Root.DICOMWEB,
      "/studies/{study}/series/{series}/instances",
      Action.SEARCH,
      "Search for instances of a series"),
  SEARCH_STUDY_INSTANCES(
      Root.DICOMWEB,
      "/studies/{study}/instances",
      Action.SEARCH,
      "Search for instances of a study"),
  SEARCH_SERIES(Root.DICOMWEB, "/series", Action.SEARCH, "Search for series"),
  SEARCH_INSTANCES(Root.DICOMWEB, "/instances", Action.SEARCH, "Search for instances"),

  RETRIEVE_STUDY(
      Root.DICOMWEB, "/studies/{study}", Action.RETRIEVE, "Retrieve the instances of a study"),
  RETRIEVE_SERIES(
      Root.DICOMWEB,
      "/studies/{study}/series/{series}",
      Action.RETRIEVE,
      "Retrieve the instances of a series"),
  RETRIEVE_INSTANCE(
      Root.DICOMWEB,
      "/studies/{study}/series/{series}/instances/{instance}",
      Action.RETRIEVE,
      "Retrieve an instance"),
  RETRIEVE_STUDY_METADATA(
      Root.DICOMWEB,
      "/studies/{study}/metadata",
      Action.RETRIEVE,
      "Retrieve the metadata of a study"),
  RETRIEVE_SERIES_METADATA(
      Root.DICOMWEB,
      "/studies/{study}/series/{series}/metadata",
      Action.RETRIEVE,
      "Retrieve the metadata of a series"),
  RETRIEVE_INSTANCE_METADATA(
      Root.DICOMWEB,
      "/studies/{study}/series/{series}/instances/{instance}/metadata",
      Action.RETRIEVE,
      "Retrieve the metadata of an instance"),
  RETRIEVE_STUDY_BULKDATA(
      Root.DICOMWEB,
      "/studies/{study}/bulkdata",
      Action.RETRIEVE,
      "Retrieve the bulk values of a study"),
  RETRIEVE_SERIES_BULKDATA(
      Root.DICOMWEB,
      "/studies/{study}/series/{series}/bulkdata",
      Action.RETRIEVE,
      "Retrieve the bulk values of a series"),
  RETRIEVE_INSTANCE_BULKDATA(
      Root.DICOMWEB,
      "/studies/{study}/series/{series}/instances/{instance}/bulkdata",
      Action.RETRIEVE,
      "Retrieve the bulk values of an instance"),
  RETRIEVE_STUDY_PIXELDATA(
      Root.DICOMWEB,
      "/studies/{study}/pixeldata",
      Action.RETRIEVE,
      "Retrieve the pixel data of a study"),
  RETRIEVE_SERIES_PIXELDATA(
      Root.DICOMWEB,
      "/studies/{study}/series/{series}/pixeldata",
      Action.RETRIEVE,
      "Retrieve the pixel data of a series"),
  RETRIEVE_INSTANCE_PIXELDATA(
      Root.DICOMWEB,
      "/studies/{study}/series/{series}/instances/{instance}/pixeldata",
      Action.RETRIEVE,
      "Retrieve the pixel data of an instance"),
  RETRIEVE_BULKDATA(
      Root.DICOMWEB,
      "/studies/{study}/series/{series}/instances/{instance}/bulkdata/{element}",
      Action.RETRIEVE,
      "Retrieve a bulk value of an instance"),
  RETRIEVE_FRAMES(
      Root.DICOMWEB,
      "/studies/{study}/series/{series}/instances/{instance}/frames/{frames}",
      Action.RETRIEVE,
      "Retrieve frames of an instance"),

  PACS_STATES(Root.SERVER, "/isthmus/pacs", Action.OBSERVE, "State of each configured PACS"),
  PACS_PROFILE(
      Root.SERVER, "/isthmus/pacs/{pacs}/profile", Action.OBSERVE, "What a PACS was found to do"),
  PROBE_PACS(
      Root.SERVER,
      "/isthmus/pacs/{pacs}/profile",
      Action.PROBE,
      "POST",
      "Find out anew what a PACS can do");

  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  private final Root root;
  private final String template;
  private final Action action;
  private final String method;
  private final String summary;

  Endpoint(Root root, String template, Action action, String summary) {
    this(root, template, action, "GET", summary);
  }

  Endpoint(Root root, String template, Action action, String method, String summary) {
    this.root = root;
    this.template = template;
    this.action = action;
    this.method = method;
    this.summary = summary;
  }

  /** Where templates begin. */
  public enum Root {
    /** {@code /dicomweb} for the default PACS and {@code /pacs/{pacs}/dicomweb} for each. */
    DICOMWEB,
    /** The server itself, whatever the PACS. */
    SERVER
  }

  /** The HTTP method; HEAD is answered wherever GET is (COM-12), OPTIONS everywhere (CAP-01). */
  public String method() {
    return method;
  }

  /** Where the template begins. */
  public Root root() {
    return root;
  }

  /** The path below the root, with variables in braces. */
  public String template() {
    return template;
  }

  /** What it does, as access rules name it. */
  public Action action() {
    return action;
  }

  /** One line for people. */
  public String summary() {
    return summary;
  }

  /** The parameters of its requests, for those who describe it. */
  public List<Parameter> parameters() {
    return switch (action) {
      case SEARCH -> Parameters.ofSearch(template);
      case RETRIEVE ->
          Stream.of(
                  List.of(Parameters.ACCEPT),
                  hasRanges() ? Parameters.RANGES : List.<Parameter>of(),
                  isRevalidated() ? List.of(Parameters.IF_NONE_MATCH) : List.<Parameter>of())
              .flatMap(List::stream)
              .toList();
      case DESCRIBE -> List.of(Parameters.ACCEPT, Parameters.IF_NONE_MATCH);
      case OBSERVE, PROBE, PAGE -> List.of();
    };
  }

  /** The statuses of its answers, ascending. */
  public List<Integer> statuses() {
    List<Integer> statuses =
        switch (action) {
          case SEARCH -> List.of(200, 204, 400, 403, 404, 406, 413, 501, 502, 503, 504);
          case RETRIEVE -> List.of(200, 206, 304, 400, 403, 404, 406, 416, 501, 502, 503, 504);
          case DESCRIBE -> List.of(200, 304, 400, 403, 404, 406);
          case PROBE -> List.of(200, 403, 404, 406, 502, 503, 504);
          case OBSERVE, PAGE -> List.of(200, 403, 404, 406);
        };
    return statuses.stream()
        .filter(status -> status != 304 || isRevalidated())
        .filter(status -> status != 416 || hasRanges())
        .toList();
  }

  /** Whether a federation has it: it is searched only. */
  public boolean isOfFederations() {
    return action != Action.RETRIEVE;
  }

  /** What may come as a single part: where it does, it has ranges and an entity tag. */
  private boolean hasRanges() {
    return this == RETRIEVE_BULKDATA
        || this == RETRIEVE_FRAMES
        || this == RETRIEVE_INSTANCE_BULKDATA
        || this == RETRIEVE_INSTANCE_PIXELDATA;
  }

  private boolean isRevalidated() {
    return hasRanges() || action == Action.DESCRIBE || template.endsWith("/metadata");
  }

  /** The whole paths, with variables in braces, that lead here. */
  public List<String> paths() {
    return switch (root) {
      case DICOMWEB -> List.of("/dicomweb" + template, "/pacs/{pacs}/dicomweb" + template);
      case SERVER -> List.of(template);
    };
  }

  /** The variables of a path, in their order. */
  public static List<String> variables(String path) {
    return VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
  }

  /** A path as Vert.x writes its variables. */
  static String routePath(String path) {
    return VARIABLE
        .matcher(path)
        .replaceAll(found -> Matcher.quoteReplacement(":" + found.group(1)));
  }
}
