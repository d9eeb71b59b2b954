package io.isthmus.web.openapi;

import io.isthmus.web.http.Endpoint;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Answers as they look, where they are text. */
final class Examples {
  private static final String STUDY =
      """
      [{"00080005": {"vr": "CS", "Value": ["ISO_IR 192"]},
        "00080020": {"vr": "DA", "Value": ["20260131"]},
        "00080030": {"vr": "TM", "Value": ["101500"]},
        "00080050": {"vr": "SH", "Value": ["A4711"]},
        "00080061": {"vr": "CS", "Value": ["CT"]},
        "00080090": {"vr": "PN"},
        "00081190": {"vr": "UR", "Value": ["https://gateway.example/dicomweb/studies/1.2.840.99.1"]},
        "00100010": {"vr": "PN", "Value": [{"Alphabetic": "DOE^JANE"}]},
        "00100020": {"vr": "LO", "Value": ["4711"]},
        "0020000D": {"vr": "UI", "Value": ["1.2.840.99.1"]},
        "00200010": {"vr": "SH", "Value": ["1"]},
        "00201206": {"vr": "IS", "Value": [1]},
        "00201208": {"vr": "IS", "Value": [120]}}]
      """;
  private static final String SERIES =
      """
      [{"00080060": {"vr": "CS", "Value": ["CT"]},
        "0008103E": {"vr": "LO", "Value": ["AXIAL"]},
        "00081190": {"vr": "UR",
                     "Value": ["https://gateway.example/dicomweb/studies/1.2.840.99.1/series/1.2.840.99.1.1"]},
        "0020000D": {"vr": "UI", "Value": ["1.2.840.99.1"]},
        "0020000E": {"vr": "UI", "Value": ["1.2.840.99.1.1"]},
        "00200011": {"vr": "IS", "Value": [1]},
        "00201209": {"vr": "IS", "Value": [120]}}]
      """;
  private static final String INSTANCE =
      """
      [{"00080016": {"vr": "UI", "Value": ["1.2.840.10008.5.1.4.1.1.2"]},
        "00080018": {"vr": "UI", "Value": ["1.2.840.99.1.1.1"]},
        "0020000D": {"vr": "UI", "Value": ["1.2.840.99.1"]},
        "0020000E": {"vr": "UI", "Value": ["1.2.840.99.1.1"]},
        "00200013": {"vr": "IS", "Value": [1]},
        "00280010": {"vr": "US", "Value": [512]},
        "00280011": {"vr": "US", "Value": [512]}}]
      """;
  private static final String METADATA =
      """
      [{"00080016": {"vr": "UI", "Value": ["1.2.840.10008.5.1.4.1.1.2"]},
        "00080018": {"vr": "UI", "Value": ["1.2.840.99.1.1.1"]},
        "00100010": {"vr": "PN", "Value": [{"Alphabetic": "DOE^JANE"}]},
        "0020000D": {"vr": "UI", "Value": ["1.2.840.99.1"]},
        "0020000E": {"vr": "UI", "Value": ["1.2.840.99.1.1"]},
        "00280010": {"vr": "US", "Value": [512]},
        "00280011": {"vr": "US", "Value": [512]},
        "7FE00010": {"vr": "OW",
                     "BulkDataURI": "https://gateway.example/dicomweb/studies/1.2.840.99.1/series/1.2.840.99.1.1/instances/1.2.840.99.1.1.1/bulkdata/7FE00010"}}]
      """;
  private static final String CAPABILITIES =
      """
      {"application": {
        "@xmlns": "http://wadl.dev.java.net/2009/02",
        "resources": {
          "@base": "https://gateway.example/dicomweb/",
          "resource": [{
            "@path": "studies",
            "method": [{
              "@name": "GET",
              "@id": "SearchForStudies",
              "request": {"param": [{"@name": "PatientID", "@style": "query", "@type": "xs:string"}]},
              "response": [{"@status": "200", "representation": [{"@mediaType": "application/dicom+json"}]}]}]}]}}}
      """;
  private static final String STATES =
      """
      {"pacs": [{"id": "main", "default": true, "reachable": true, "since": "2026-01-31T10:15:00Z",
                 "inUse": 1, "idle": 1, "limit": 4}]}
      """;
  private static final String PROFILE =
      """
      {"id": "main", "probed": "2026-01-31T10:15:00Z",
       "items": [{"item": "get", "source": "probed", "values": ["yes"]}],
       "words": ["Sends instances on the association that asks for them (C-GET)."]}
      """;

  private Examples() {}

  /** An answer as it is read from JSON, and empty for what is no JSON. */
  static Optional<Object> of(Endpoint endpoint, String mediaType) {
    return mediaType.endsWith("json")
        ? json(endpoint).map(text -> plain(Json.decodeValue(text)))
        : Optional.empty();
  }

  private static Optional<String> json(Endpoint endpoint) {
    return switch (endpoint) {
      case RETRIEVE_CAPABILITIES -> Optional.of(CAPABILITIES);
      case SEARCH_STUDIES -> Optional.of(STUDY);
      case SEARCH_STUDY_SERIES, SEARCH_SERIES -> Optional.of(SERIES);
      case SEARCH_SERIES_INSTANCES, SEARCH_STUDY_INSTANCES, SEARCH_INSTANCES ->
          Optional.of(INSTANCE);
      case RETRIEVE_STUDY_METADATA, RETRIEVE_SERIES_METADATA, RETRIEVE_INSTANCE_METADATA ->
          Optional.of(METADATA);
      case RETRIEVE_STUDY,
          RETRIEVE_SERIES,
          RETRIEVE_INSTANCE,
          RETRIEVE_STUDY_BULKDATA,
          RETRIEVE_SERIES_BULKDATA,
          RETRIEVE_INSTANCE_BULKDATA,
          RETRIEVE_STUDY_PIXELDATA,
          RETRIEVE_SERIES_PIXELDATA,
          RETRIEVE_INSTANCE_PIXELDATA,
          RETRIEVE_BULKDATA,
          RETRIEVE_FRAMES ->
          Optional.empty();
      case PACS_STATES -> Optional.of(STATES);
      case PACS_PROFILE, PROBE_PACS -> Optional.of(PROFILE);
    };
  }

  private static Object plain(Object value) {
    return switch (value) {
      case JsonArray array -> array.getList();
      case JsonObject object -> object.getMap();
      default -> value;
    };
  }
}
