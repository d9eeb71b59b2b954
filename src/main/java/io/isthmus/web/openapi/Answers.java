package io.isthmus.web.openapi;

import io.isthmus.security.Action;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** What resources answer, by what they do. */
final class Answers {
  static final String STATUS_REPORT = "StatusReport";

  private Answers() {}

  static APIResponses of(Action action) {
    return switch (action) {
      case SEARCH ->
          problems("400", "403", "404", "406", "413", "501", "502", "503", "504")
              .addAPIResponse(
                  "200",
                  success(
                      "Matches",
                      "application/dicom+json",
                      "application/json",
                      "multipart/related; type=\"application/dicom+xml\""))
              .addAPIResponse("204", OASFactory.createAPIResponse().description("No match"));
      case RETRIEVE ->
          problems("400", "403", "404", "406", "501", "502", "503", "504")
              .addAPIResponse(
                  "200", success("Instances", "multipart/related; type=\"application/dicom\""));
      case PROBE ->
          problems("403", "404", "406", "502", "503", "504")
              .addAPIResponse("200", success("Profile", "application/json"));
      case OBSERVE, PAGE ->
          problems("403", "406").addAPIResponse("200", success("State", "application/json"));
    };
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

  private static APIResponse success(String description, String... mediaTypes) {
    var content = OASFactory.createContent();
    for (String mediaType : mediaTypes) {
      content.addMediaType(mediaType, OASFactory.createMediaType());
    }
    return OASFactory.createAPIResponse().description(description).content(content);
  }

  private static APIResponses problems(String... statuses) {
    APIResponses responses = OASFactory.createAPIResponses();
    for (String status : statuses) {
      responses.addAPIResponse(status, problem(description(status)));
    }
    return responses;
  }

  private static APIResponse problem(String description) {
    return OASFactory.createAPIResponse()
        .description(description)
        .content(
            OASFactory.createContent()
                .addMediaType(
                    "application/json",
                    OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref(STATUS_REPORT))));
  }

  private static String description(String status) {
    return switch (status) {
      case "400" -> "The request is malformed";
      case "403" -> "The caller may not do this";
      case "404" -> "There is no such resource";
      case "406" -> "Nothing that is accepted can be given";
      case "413" -> "Too many matches";
      case "501" -> "The PACS or this gateway does not support this";
      case "502" -> "The PACS failed";
      case "503" -> "The PACS is busy or cannot be reached";
      case "504" -> "The PACS did not answer in time";
      default -> throw new IllegalArgumentException(status);
    };
  }
}
