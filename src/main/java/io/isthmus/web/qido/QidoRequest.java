package io.isthmus.web.qido;

import io.isthmus.query.Search;
import io.isthmus.query.SearchResource;
import io.isthmus.web.http.BadRequestException;
import io.isthmus.web.http.Exchange.QueryParameter;
import java.util.List;
import java.util.Optional;

/**
 * The query of a search resource, checked (PS3.18 8.3.4, 10.6.1.2).
 *
 * @param search what is asked
 * @param warnings what was given and left out, in words for Warning headers
 */
public record QidoRequest(Search search, List<String> warnings) {

  public QidoRequest {
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a query.
   *
   * @param study UID of the study in the path
   * @param series UID of the series in the path
   * @throws BadRequestException when it is against the syntax; nothing has been asked of the PACS
   */
  public static QidoRequest of(
      SearchResource resource,
      Optional<String> study,
      Optional<String> series,
      List<QueryParameter> parameters,
      QidoOptions options) {
    QueryParameters query = QueryParameters.of(parameters);
    MatchKeys keys =
        new MatchKeys(
            query.isTrue("multiplevaluematching"),
            query.isTrue("emptyvaluematching"),
            options.privateCreators());
    keys.path(study, series);
    query.others().forEach(keys::add);
    IncludeFields fields = IncludeFields.of(query.all("includefield"));
    keys.addKnownCreators(fields.paths());
    Warned warned = new Warned(options.strictQuery());
    keys.ignored().forEach(warned::parameter);
    Search search =
        new Search(
            resource,
            study,
            series,
            keys.matchKeys(warned),
            keys.withCreators(fields.paths(), warned),
            fields.isAll(),
            query.number("offset").orElse(0),
            query.number("limit"),
            query.isTrue("fuzzymatching"),
            query.isTrue("emptyvaluematching"),
            query.isTrue("multiplevaluematching"));
    if (options.requireFilter()
        && resource == SearchResource.STUDIES
        && search.keys().stream().allMatch(key -> key.values().isEmpty())) {
      throw new BadRequestException("a search for studies needs at least one match parameter");
    }
    return new QidoRequest(search, warned.texts());
  }
}
