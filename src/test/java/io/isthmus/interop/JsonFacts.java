package io.isthmus.interop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/** DICOM JSON as lines of path, VR and values, in which equal meaning is equal text. */
final class JsonFacts {
  private JsonFacts() {}

  static SortedMap<String, String> of(JsonObject dataSet) {
    SortedMap<String, String> facts = new TreeMap<>();
    add(dataSet, "", facts);
    return facts;
  }

  private static void add(JsonObject dataSet, String path, SortedMap<String, String> facts) {
    for (String key : dataSet.fieldNames()) {
      JsonObject attribute = dataSet.getJsonObject(key);
      String here = path + key.toUpperCase(Locale.ROOT);
      String vr = attribute.getString("vr");
      JsonArray values = attribute.getJsonArray("Value", new JsonArray());
      if (vr.equals("SQ")) {
        facts.put(here, "SQ " + values.size());
        for (int i = 0; i < values.size(); i++) {
          JsonObject item = values.getJsonObject(i);
          add(item == null ? new JsonObject() : item, here + "." + i + ".", facts);
        }
      } else {
        facts.put(here, vr + " " + value(attribute, values, vr));
      }
    }
  }

  private static String value(JsonObject attribute, JsonArray values, String vr) {
    if (attribute.containsKey("InlineBinary")) {
      return "bytes " + attribute.getString("InlineBinary").hashCode();
    }
    if (attribute.containsKey("BulkDataURI")) {
      return "bulk";
    }
    StringJoiner joined = new StringJoiner("\\");
    values.forEach(value -> joined.add(value(value, vr)));
    return joined.toString();
  }

  private static String value(Object value, String vr) {
    return switch (value) {
      case null -> "";
      case JsonObject name ->
          String.join(
              "=",
              name.getString("Alphabetic", ""),
              name.getString("Ideographic", ""),
              name.getString("Phonetic", ""));
      case Number number -> plain(number.toString());
      case String text when vr.equals("DS") || vr.equals("IS") -> plain(text);
      case Object text -> text.toString();
    };
  }

  private static String plain(String number) {
    try {
      BigDecimal value = new BigDecimal(number.strip());
      return value.signum() == 0 ? "0" : value.stripTrailingZeros().toString();
    } catch (NumberFormatException e) {
      return number;
    }
  }
}
