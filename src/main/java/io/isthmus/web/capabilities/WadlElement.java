package io.isthmus.web.capabilities;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An element of a WADL document.
 *
 * @param attributes in their order
 * @param children in their order, those of one name together
 * @param text of a {@code doc}, empty in all others
 */
record WadlElement(
    String name, Map<String, String> attributes, List<WadlElement> children, String text) {

  WadlElement {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    children = List.copyOf(children);
  }

  /** An element without children; attributes as name, value, name, value. */
  static WadlElement of(String name, String... attributes) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      map.put(attributes[i], attributes[i + 1]);
    }
    return new WadlElement(name, map, List.of(), "");
  }

  /** Words for people, in English. */
  static WadlElement doc(String text) {
    return new WadlElement("doc", Map.of("xml:lang", "en"), List.of(), text);
  }

  /** As this one, with more children. */
  WadlElement with(List<WadlElement> more) {
    List<WadlElement> all = new ArrayList<>(children);
    all.addAll(more);
    return new WadlElement(name, attributes, all, text);
  }

  /** As this one, with one more child. */
  WadlElement with(WadlElement child) {
    return with(List.of(child));
  }

  /** As this one, with one more attribute. */
  WadlElement with(String attribute, String value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(attribute, value);
    return new WadlElement(name, more, children, text);
  }
}
