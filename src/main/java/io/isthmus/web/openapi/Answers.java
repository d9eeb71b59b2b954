package io.isthmus.web.openapi;

import io.isthmus.web.capabilities.MediaTypes;
import io.isthmus.web.http.Endpoint;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** What endpoints answer. */
final class Answers {
  static final String STATUS_REPORT = "StatusReport";

  /** Statuses that have no body. */
  private static final List<Integer> EMPTY = List.of(204, 304);

  private static final int FIRST_FAILURE = 400;

  private Answers() {}

  static APIResponses of(Endpoint endpoint) {
    APIResponses responses = OASFactory.createAPIResponses();
    for (int status : endpoint.statuses()) {
      responses.addAPIResponse(Integer.toString(status), answer(endpoint, status));
    }
    return responses;
  }

  /** The body of every problem (COM-06). */
  static Schema statusReport() {
    return OASFactory.createSchema()
        .addType(SchemaType.OBJECT)
        .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
        .addProperty("message", string())
        .addProperty("dicomStatus", string().description("DIMSE status, four hexadecimal digits"))
        .addProperty("requestId", string())
        .required(List.of("status", "message", "requestId"));
  }

  static Schema string() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }

  private static APIResponse answer(Endpoint endpoint, int status) {
    APIResponse response = OASFactory.createAPIResponse().description(description(status));
    if (EMPTY.contains(status)) {
      return response;
    }
    var content = OASFactory.createContent();
    if (status >= FIRST_FAILURE) {
      content.addMediaType("application/json", problem(status));
    } else {
      MediaTypes.EVERYWHERE.of(endpoint).stream()
          .map(type -> type.replaceFirst("; transfer-syntax=.*", ""))
          .distinct()
          .forEach(type -> content.addMediaType(type, success(endpoint, type)));
    }
    return response.content(content);
  }

  private static MediaType success(Endpoint endpoint, String type) {
    MediaType media = OASFactory.createMediaType();
    return Examples.of(endpoint, type)
        .map(media::example)
        .orElseGet(() -> media.schema(string().format("binary")));
  }

  private static MediaType problem(int status) {
    JsonObject report = new JsonObject().put("status", status).put("message", description(status));
    if (status == 502) {
      report.put("dicomStatus", "C000");
    }
    return OASFactory.createMediaType()
        .schema(OASFactory.createSchema().ref(STATUS_REPORT))
        .example(report.put("requestId", "4bf92f3577b34da6").getMap());
  }

  private static String description(int status) {
    return switch (status) {
      case 200 -> "What was asked for";
      case 204 -> "No match";
      case 206 -> "Some of it: the part in the range, or what can be given, with Warnings";
      case 304 -> "The client has it";
      case 400 -> "The request is malformed";
      case 403 -> "The caller may not do this";
      case 404 -> "There is no such resource";
      case 406 -> "Nothing that is accepted can be given";
      case 413 -> "Too many matches";
      case 416 -> "There is no such range";
      case 501 -> "The PACS or this gateway does not support this";
      case 502 -> "The PACS failed";
      case 503 -> "The PACS is busy or cannot be reached";
      case 504 -> "The PACS did not answer in time";
      default -> throw new IllegalArgumentException(Integer.toString(status));
    };
  }
}
