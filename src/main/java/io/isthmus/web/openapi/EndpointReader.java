package io.isthmus.web.openapi;

import io.isthmus.web.http.Endpoint;
import java.util.Locale;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASModelReader;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;

/**
 * Makes the OpenAPI document of every {@link Endpoint}; named in {@code mp.openapi.model.reader}.
 */
public final class EndpointReader implements OASModelReader {

  @Override
  public OpenAPI buildModel() {
    Paths paths = OASFactory.createPaths();
    for (Endpoint endpoint : Endpoint.values()) {
      for (String path : endpoint.paths()) {
        PathItem item = paths.getPathItem(path);
        if (item == null) {
          item = OASFactory.createPathItem();
          paths.addPathItem(path, item);
        }
        item.setOperation(
            PathItem.HttpMethod.valueOf(endpoint.method()), operation(endpoint, path));
      }
    }
    return OASFactory.createOpenAPI()
        .openapi("3.1.0")
        .info(
            OASFactory.createInfo()
                .title("Isthmus")
                .version("0.1")
                .description("DICOMweb (PS3.18) in front of a DIMSE PACS"))
        .components(
            OASFactory.createComponents().addSchema(Answers.STATUS_REPORT, Answers.statusReport()))
        .paths(paths);
  }

  private static Operation operation(Endpoint endpoint, String path) {
    return OASFactory.createOperation()
        .operationId(operationId(endpoint, path))
        .summary(endpoint.summary())
        .addTag(endpoint.action().name().toLowerCase(Locale.ROOT))
        .parameters(RequestParameters.of(endpoint, path))
        .responses(Answers.of(endpoint));
  }

  /** The name of the endpoint in camel case; that of the path with a PACS ends with Of Pacs. */
  private static String operationId(Endpoint endpoint, String path) {
    StringBuilder id = new StringBuilder();
    for (String word : endpoint.name().split("_", -1)) {
      String lower = word.toLowerCase(Locale.ROOT);
      id.append(
          id.isEmpty()
              ? lower
              : lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1));
    }
    return path.startsWith("/pacs/") ? id + "OfPacs" : id.toString();
  }
}
