package io.isthmus.web.capabilities;

import io.isthmus.web.http.Endpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Endpoints by the segments of their templates, one below the other as in PS3.18 Table H-1. */
final class ResourceTree {
  private final Map<String, ResourceTree> children = new LinkedHashMap<>();
  private final List<Endpoint> endpoints = new ArrayList<>();

  private ResourceTree() {}

  /** The tree of these. */
  static ResourceTree of(Collection<Endpoint> endpoints) {
    ResourceTree root = new ResourceTree();
    for (Endpoint endpoint : endpoints) {
      root.at(endpoint.template()).endpoints.add(endpoint);
    }
    return root;
  }

  /** What is at a template and below it. */
  ResourceTree at(String template) {
    ResourceTree node = this;
    for (String segment : template.split("/", -1)) {
      if (!segment.isEmpty()) {
        node = node.children.computeIfAbsent(segment, first -> new ResourceTree());
      }
    }
    return node;
  }

  /** What can be asked of the resource itself. */
  List<Endpoint> endpoints() {
    return endpoints;
  }

  /** The resources below by their segments. */
  Map<String, ResourceTree> children() {
    return children;
  }
}
