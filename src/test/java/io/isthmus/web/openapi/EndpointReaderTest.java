package io.isthmus.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.json.DicomJsonReader;
import io.isthmus.query.SearchResource;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.Exchange.QueryParameter;
import io.isthmus.web.qido.QidoOptions;
import io.isthmus.web.qido.QidoRequest;
import io.vertx.core.json.JsonArray;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
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

  @Test
  void everyAnswerThatIsJsonHasAnExample() {
    assertThat(operations())
        .flatExtracting(operation -> operation.getResponses().getAPIResponses().values())
        .extracting(APIResponse::getContent)
        .filteredOn(Objects::nonNull)
        .flatExtracting(content -> content.getMediaTypes().entrySet())
        .filteredOn(type -> type.getKey().endsWith("json"))
        .isNotEmpty()
        .allSatisfy(type -> assertThat(type.getValue().getExample()).isNotNull());
  }

  @Test
  void examplesOfDataSetsAreDicomJson() throws Exception {
    List<Object> examples =
        operations().stream()
            .filter(operation -> !operation.getTags().contains("describe"))
            .map(operation -> operation.getResponses().getAPIResponse("200").getContent())
            .map(content -> content.getMediaType("application/dicom+json"))
            .filter(Objects::nonNull)
            .map(MediaType::getExample)
            .distinct()
            .toList();

    assertThat(examples).hasSize(4);
    for (Object example : examples) {
      byte[] json = new JsonArray((List<?>) example).encode().getBytes(StandardCharsets.UTF_8);
      assertThat(DicomJsonReader.readAll(new ByteArrayInputStream(json)))
          .allSatisfy(one -> assertThat(one.string(Tag.StudyInstanceUID)).contains("1.2.840.99.1"));
    }
  }

  @Test
  void everyParameterHasAnExampleThatItsEndpointUnderstands() {
    assertThat(operations())
        .flatExtracting(Operation::getParameters)
        .allSatisfy(parameter -> {
          assertThat(parameter.getExample()).as(parameter.getName()).isNotNull();
          assertThat(parameter.getDescription()).as(parameter.getName()).isNotBlank();
        });
    List<QueryParameter> query =
        api.getPaths().getPathItem("/dicomweb/studies").getGET().getParameters().stream()
            .filter(parameter -> !parameter.getName().equals("attributes"))
            .map(parameter ->
                new QueryParameter(
                    parameter.getName(),
                    parameter.getExample() instanceof List<?> list
                        ? list.getFirst().toString()
                        : parameter.getExample().toString()))
            .toList();

    QidoRequest request =
        QidoRequest.of(
            SearchResource.STUDIES, Optional.empty(), Optional.empty(), query, QidoOptions.DEFAULT);

    assertThat(request.warnings()).isEmpty();
    assertThat(request.search().keys()).hasSize(12);
  }

  @Test
  void everyMediaTypeOfAResourceIsToldWithoutItsTransferSyntaxes() {
    Operation metadata = api.getPaths().getPathItem("/dicomweb/studies/{study}/metadata").getGET();
    Operation instance =
        api.getPaths()
            .getPathItem("/dicomweb/studies/{study}/series/{series}/instances/{instance}")
            .getGET();

    assertThat(metadata.getResponses().getAPIResponse("200").getContent().getMediaTypes())
        .containsKey("application/dicom+json")
        .doesNotContainKey("multipart/related; type=\"application/dicom\"");
    assertThat(instance.getResponses().getAPIResponse("200").getContent().getMediaTypes())
        .containsKeys(
            "multipart/related; type=\"application/dicom\"", "application/dicom", "application/zip")
        .allSatisfy((type, content) -> assertThat(type).doesNotContain("transfer-syntax"));
  }
}
