package io.isthmus.web.openapi;

import io.isthmus.web.capabilities.MediaTypes;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.Parameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.Style;

/** What requests carry. */
final class RequestParameters {
  private RequestParameters() {}

  /** The variables of a path and the parameters of its endpoint. */
  static List<org.eclipse.microprofile.openapi.models.parameters.Parameter> of(
      Endpoint endpoint, String path) {
    List<org.eclipse.microprofile.openapi.models.parameters.Parameter> all = new ArrayList<>();
    Endpoint.variables(path).forEach(name -> all.add(variable(name)));
    List<Parameter> parameters = endpoint.parameters();
    parameters.forEach(parameter -> all.add(described(parameter)));
    all.stream()
        .filter(one -> one.getName().equals("accept"))
        .forEach(one -> one.setExample(MediaTypes.EVERYWHERE.of(endpoint).getFirst()));
    if (parameters.stream().anyMatch(one -> one.type() == Parameter.Type.ATTRIBUTE)) {
      all.add(anyAttribute());
    }
    return all;
  }

  private static org.eclipse.microprofile.openapi.models.parameters.Parameter variable(
      String name) {
    var parameter = OASFactory.createParameter().name(name).in(In.PATH).required(true);
    return switch (name) {
      case "pacs" ->
          parameter.description("id of a configured PACS").schema(Answers.string()).example("main");
      case "frames" ->
          parameter
              .description("numbers of frames from 1, with commas")
              .schema(Answers.string().pattern("^[0-9]+(,[0-9]+)*$"))
              .example("1,2");
      case "element" ->
          parameter
              .description("the tag of the value, or its path, as in a BulkDataURI")
              .schema(Answers.string())
              .example("7FE00010");
      case "study", "series", "instance" ->
          parameter
              .description("UID of the " + name)
              .schema(Answers.string().pattern("^[0-9]+(\\.[0-9]+)*$").maxLength(64))
              .example(uid(name));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String uid(String name) {
    return switch (name) {
      case "study" -> "1.2.840.99.1";
      case "series" -> "1.2.840.99.1.1";
      default -> "1.2.840.99.1.1.1";
    };
  }

  private static org.eclipse.microprofile.openapi.models.parameters.Parameter described(
      Parameter parameter) {
    var described =
        OASFactory.createParameter()
            .name(parameter.name())
            .in(
                switch (parameter.place()) {
                  case QUERY -> In.QUERY;
                  case HEADER -> In.HEADER;
                })
            .description(parameter.meaning());
    Schema schema = schema(parameter);
    return parameter.repeating()
        ? described
            .style(Style.FORM)
            .explode(true)
            .schema(OASFactory.createSchema().addType(SchemaType.ARRAY).items(schema))
            .example(List.of(parameter.example()))
        : described.schema(schema).example(example(parameter));
  }

  private static Schema schema(Parameter parameter) {
    return switch (parameter.type()) {
      case TEXT, ATTRIBUTE -> Answers.string();
      case NUMBER -> OASFactory.createSchema().addType(SchemaType.INTEGER).minimum(BigDecimal.ZERO);
      case TRUTH -> OASFactory.createSchema().addType(SchemaType.BOOLEAN).defaultValue(false);
    };
  }

  private static Object example(Parameter parameter) {
    return switch (parameter.type()) {
      case TEXT, ATTRIBUTE -> parameter.example();
      case NUMBER -> Integer.valueOf(parameter.example());
      case TRUTH -> Boolean.valueOf(parameter.example());
    };
  }

  /**
   * Any other attribute, which OpenAPI can only say as an object whose properties are parameters.
   */
  private static org.eclipse.microprofile.openapi.models.parameters.Parameter anyAttribute() {
    return OASFactory.createParameter()
        .name("attributes")
        .in(In.QUERY)
        .description("any attribute by its tag, keyword or path, with the value to be matched")
        .schema(
            OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .additionalPropertiesSchema(Answers.string()))
        .style(Style.FORM)
        .explode(true)
        .example(Map.of("00080020", "20260131"));
  }
}
