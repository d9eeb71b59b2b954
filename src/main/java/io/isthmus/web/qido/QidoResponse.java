package io.isthmus.web.qido;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Uid;
import io.isthmus.dicom.data.Vr;
import io.isthmus.dicom.json.DicomJsonWriter;
import io.isthmus.dicom.json.JsonOptions;
import io.isthmus.dicom.xml.NativeXmlWriter;
import io.isthmus.query.Found;
import io.isthmus.query.Search;
import io.isthmus.query.SearchAnswer;
import io.isthmus.web.http.BodyOutputStream;
import io.isthmus.web.http.BufferedBody;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.MultipartWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes the results of a search (PS3.18 10.6.3). */
final class QidoResponse {
  private static final String XML_PART = "application/dicom+xml";

  /** One document per match. */
  static final String XML = "multipart/related; type=\"" + XML_PART + "\"";

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int BUFFER_SIZE = 32 * 1024;

  private final Exchange exchange;
  private final Search search;
  private final QidoOptions options;

  QidoResponse(Exchange exchange, Search search, QidoOptions options) {
    this.exchange = exchange;
    this.search = search;
    this.options = options;
  }

  /** Writes the whole answer, match by match. */
  void write(SearchAnswer answer, String contentType) throws IOException {
    warn(answer);
    exchange.addHeader("Cache-Control", "no-store");
    exchange.addHeader("Vary", "Accept");
    boolean xml = contentType.equals(XML);
    if (answer.found().isEmpty() && (xml || options.emptyStatus() == NO_CONTENT)) {
      // A multipart has at least one part (MT-24).
      exchange.respond(NO_CONTENT);
    } else if (xml) {
      writeXml(answer);
    } else {
      writeJson(answer, contentType);
    }
  }

  private void writeJson(SearchAnswer answer, String contentType) throws IOException {
    BodyOutputStream body = new BodyOutputStream(exchange, OK, contentType);
    DicomJsonWriter json = new DicomJsonWriter(body, JsonOptions.DEFAULT.with(options.nonFinite()));
    json.beginArray();
    for (Found result : answer.found()) {
      json.write(withRetrieveUrl(result));
    }
    json.endArray();
    json.flush();
    body.close();
  }

  private void writeXml(SearchAnswer answer) throws IOException {
    String boundary = MultipartWriter.newBoundary();
    String type = MultipartWriter.contentType(XML_PART, boundary);
    BufferedBody body =
        new BufferedBody(
            exchange.begin(OK, type, OptionalLong.empty()), ByteBuffer.allocate(BUFFER_SIZE));
    MultipartWriter parts = new MultipartWriter(body, boundary);
    for (Found result : answer.found()) {
      String location = retrieveUrl(result).orElseGet(exchange::baseUri);
      parts.part(XML_PART + "; charset=utf-8", location, OptionalLong.empty());
      new NativeXmlWriter(body).write(withRetrieveUrl(result));
    }
    parts.end();
  }

  private void warn(SearchAnswer answer) {
    if (answer.more()) {
      String count = answer.remaining().isPresent() ? answer.remaining().getAsLong() + " " : "";
      exchange.warn("There are " + count + "additional results that can be requested");
    }
    answer.notices().stream().sorted().map(QidoResponse::text).forEach(exchange::warn);
    if (!answer.others().failed().isEmpty()) {
      exchange.warn(
          "These PACS did not answer, and what they hold is missing: "
              + String.join(", ", answer.others().failed()));
    }
    if (!answer.others().alsoHolding().isEmpty()) {
      exchange.warn(
          "Some of the matches are held by these PACS too, whose records of them are not given: "
              + String.join(", ", answer.others().alsoHolding()));
    }
  }

  private static String text(SearchAnswer.Notice notice) {
    return switch (notice) {
      case OPTIONAL_KEYS_UNSUPPORTED ->
          "The PACS does not support matching on some of the attributes. They have not been"
              + " matched.";
      case MATCHING_UNTOLD ->
          "The PACS left out some of the attributes that were to be matched. Whether it has matched"
              + " them is not known.";
      case FUZZY_MATCHING_UNSUPPORTED ->
          "The fuzzymatching parameter is not supported. Only literal matching has been performed.";
      case EMPTY_VALUE_MATCHING_UNSUPPORTED ->
          "The emptyvaluematching parameter is not supported. Empty Value Matching has not been"
              + " performed.";
    };
  }

  private DataSet withRetrieveUrl(Found result) {
    return retrieveUrl(result)
        .map(url -> result.record().toBuilder().text(Tag.RetrieveURL, Vr.UR, url).build())
        .orElse(result.record());
  }

  /** Where the result can be retrieved (QIDO-32); nowhere if a UID is missing or malformed. */
  private Optional<String> retrieveUrl(Found result) {
    DataSet record = result.record();
    Optional<String> study =
        uid(record, Tag.StudyInstanceUID, search.study())
            .map(uid -> base(result.pacs()) + "/studies/" + uid);
    Optional<String> series =
        study.flatMap(url ->
            uid(record, Tag.SeriesInstanceUID, search.series()).map(uid -> url + "/series/" + uid));
    return switch (search.resource().level()) {
      case STUDY -> study;
      case SERIES -> series;
      case IMAGE ->
          series.flatMap(url ->
              uid(record, Tag.SOPInstanceUID, Optional.empty())
                  .map(uid -> url + "/instances/" + uid));
    };
  }

  /** The root that was asked, unless it is that of a federation. */
  private String base(String pacs) {
    return pacs.equals(exchange.pacs()) ? exchange.baseUri() : exchange.baseUriOf(pacs);
  }

  private static Optional<String> uid(DataSet result, int tag, Optional<String> inPath) {
    return result.string(tag).or(() -> inPath).filter(Uid::isValid);
  }
}
