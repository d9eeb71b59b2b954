package io.isthmus.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.web.http.Endpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.junit.jupiter.api.Test;

class EndpointReaderTest {
  private final OpenAPI api = new EndpointReader().buildModel();

  private List<Operation> operations() {
    return api.getPaths().getPathItems().values().stream()
        .flatMap(item -> item.getOperations().values().stream())
        .toList();
  }

  @Test
  void everyPathOfEveryEndpointIsDescribed() {
    assertThat(api.getPaths().getPathItems().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Endpoint.values())
                .flatMap(endpoint -> endpoint.paths().stream())
                .distinct()
                .toList());
  }

  @Test
  void operationsHaveNamesOfTheirOwn() {
    assertThat(operations()).extracting(Operation::getOperationId).doesNotHaveDuplicates();
    assertThat(operations())
        .extracting(Operation::getOperationId)
        .contains("searchStudies", "searchStudiesOfPacs", "retrieveInstance");
  }

  @Test
  void everyVariableOfAPathIsAParameter() {
    for (Map.Entry<String, PathItem> path : api.getPaths().getPathItems().entrySet()) {
      for (Operation operation : path.getValue().getOperations().values()) {
        assertThat(operation.getParameters())
            .filteredOn(parameter -> parameter.getIn() == Parameter.In.PATH)
            .extracting(Parameter::getName)
            .containsExactlyElementsOf(Endpoint.variables(path.getKey()));
      }
    }
  }

  @Test
  void problemsCarryTheStatusReport() {
    assertThat(operations())
        .allSatisfy(operation ->
            assertThat(
                    operation
                        .getResponses()
                        .getAPIResponse("406")
                        .getContent()
                        .getMediaType("application/json")
                        .getSchema()
                        .getRef())
                .isEqualTo("#/components/schemas/StatusReport"));
    assertThat(api.getComponents().getSchemas()).containsKey("StatusReport");
  }
}
