package io.isthmus.web.openapi;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.Style;

/** The query parameters of the search resources (PS3.18 8.3.4). */
final class SearchParameters {
  private SearchParameters() {}

  static List<Parameter> all() {
    return List.of(
        query("PatientName", "of the patient; * and ? are wildcards", Answers.string())
            .example("DOE^J*"),
        query("PatientID", "of the patient", Answers.string()),
        query("StudyDate", "a date or a range of dates", Answers.string())
            .example("20260101-20260131"),
        matches(),
        query(
            "includefield",
            "tags, keywords or paths of them with commas, or all",
            Answers.string()),
        query("limit", "most results wanted", number()),
        query("offset", "results to skip", number()),
        query("fuzzymatching", "match names by how they sound", truth()),
        query("emptyvaluematching", "two double quotes match attributes without a value", truth()),
        query("multiplevaluematching", "commas separate alternatives", truth()),
        accept());
  }

  /** The parameter that stands for the Accept header (PS3.18 8.3.3.1). */
  static Parameter accept() {
    return query(
        "accept", "media types that stand for those of the Accept header", Answers.string());
  }

  /**
   * Any other attribute, which OpenAPI can only say as an object whose properties are parameters.
   */
  private static Parameter matches() {
    return query(
            "attributes",
            "any attribute by its tag, keyword or path, with the value to be matched",
            OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .additionalPropertiesSchema(Answers.string()))
        .style(Style.FORM)
        .explode(true);
  }

  private static Parameter query(String name, String description, Schema schema) {
    return OASFactory.createParameter()
        .name(name)
        .in(In.QUERY)
        .description(description)
        .schema(schema);
  }

  private static Schema number() {
    return OASFactory.createSchema().addType(SchemaType.INTEGER).minimum(BigDecimal.ZERO);
  }

  private static Schema truth() {
    return OASFactory.createSchema().addType(SchemaType.BOOLEAN).defaultValue(false);
  }
}
