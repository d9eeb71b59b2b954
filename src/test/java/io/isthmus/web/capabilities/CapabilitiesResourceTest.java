package io.isthmus.web.capabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.isthmus.Requirement;
import io.isthmus.archive.Archives;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.Federation;
import io.isthmus.derived.DerivedBench;
import io.isthmus.security.Access;
import io.isthmus.security.Action;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.Handler;
import io.isthmus.web.http.HttpEdge;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class CapabilitiesResourceTest {
  private static final String WADL = "application/vnd.sun.wadl+xml";
  private static final Set<Endpoint> EVERYTHING = EnumSet.allOf(Endpoint.class);
  private static final Archives ARCHIVES =
      new Archives(
          List.of(FakeArchive.named("main"), FakeArchive.named("other")),
          "main",
          Optional.of(new Federation("all", List.of("main", "other"), false)));

  private static HttpEdge serving(Set<Endpoint> answered, Access access) {
    Map<Endpoint, Handler> handlers = new EnumMap<>(Endpoint.class);
    answered.forEach(endpoint -> handlers.put(endpoint, exchange -> exchange.respond(204)));
    MediaTypes types = new MediaTypes(DerivedBench.transcoder().targets());
    handlers.putAll(new CapabilitiesResource(answered, types, ARCHIVES, access).handlers());
    return HttpEdge.serving(ARCHIVES, handlers);
  }

  private static HttpResponse<String> ask(Set<Endpoint> answered, String path, String... headers)
      throws Exception {
    try (HttpEdge edge = serving(answered, Access.OPEN)) {
      return edge.send("OPTIONS", path, headers);
    }
  }

  private static Document described(String path) throws Exception {
    return parsed(ask(EVERYTHING, path).body());
  }

  private static Document parsed(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }

  /** The values of the attributes that an XPath leads to. */
  private static List<String> all(Document document, String path) throws Exception {
    NodeList found =
        (NodeList)
            XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
    return IntStream.range(0, found.getLength())
        .mapToObj(at -> found.item(at).getNodeValue())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dicomweb",
        "/dicomweb/",
        "/dicomweb/studies",
        "/dicomweb/studies/1.2/series/1.3",
        "/pacs/other/dicomweb",
        "/pacs/all/dicomweb",
      })
  @Requirement({"CAP-01", "CAP-05"})
  void whatIsToldIsValidWadl(String path) throws Exception {
    SchemaFactory schemas = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    var validator =
        schemas.newSchema(CapabilitiesResourceTest.class.getResource("wadl.xsd")).newValidator();

    HttpResponse<String> response = ask(EVERYTHING, path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains(WADL);
    assertThatCode(() -> validator.validate(new StreamSource(new StringReader(response.body()))))
        .doesNotThrowAnyException();
  }

  @Test
  @Requirement({"CAP-01", "CAP-05"})
  void theServiceIsATreeOfItsResources() throws Exception {
    try (HttpEdge edge = serving(EVERYTHING, Access.OPEN)) {
      Document wadl = parsed(edge.send("OPTIONS", "/pacs/other/dicomweb").body());
      assertThat(all(wadl, "/application/resources/@base"))
          .containsExactly(edge.address("/pacs/other/dicomweb/"));
      assertThat(all(wadl, "/application/resources/resource/@path"))
          .containsExactly("studies", "series", "instances");
      assertThat(
              all(
                  wadl,
                  "//resource[@path='studies']/resource[@path='{study}']"
                      + "/resource[@path='series']/resource[@path='{series}']"
                      + "/resource[@path='instances']/resource[@path='{instance}']"
                      + "/resource[@path='frames']/resource[@path='{frames}']"
                      + "/method[@name='GET']/@id"))
          .containsExactly("RetrieveFrames");
      assertThat(all(wadl, "//method/@id"))
          .hasSize(20)
          .contains(
              "SearchForStudies",
              "SearchForStudySeries",
              "RetrieveStudy",
              "RetrieveSeriesMetadata",
              "RetrieveInstance",
              "RetrieveBulkdata");
      assertThat(all(wadl, "//resource[@path='{study}']/param[@style='template']/@name"))
          .containsExactly("study");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/dicomweb/studies, studies, 18",
    "/dicomweb/studies/1.2, studies/{study}, 17",
    "/dicomweb/studies/1.2/series/1.3/instances/1.4/frames/1,"
        + " studies/{study}/series/{series}/instances/{instance}/frames/{frames}, 1",
    "/dicomweb/series, series, 1",
  })
  @Requirement("CAP-01")
  void aResourceTellsOfItselfAndAllBelow(String path, String template, int methods)
      throws Exception {
    Document wadl = described(path);

    assertThat(all(wadl, "/application/resources/resource/@path")).containsExactly(template);
    assertThat(all(wadl, "//method/@id")).hasSize(methods);
    assertThat(all(wadl, "/application/resources/resource/method/@id")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "*/*, application/vnd.sun.wadl+xml",
    "application/json, application/json",
    "application/dicom+json, application/dicom+json",
    "application/xml, application/xml",
    "'application/json;q=0.5, application/vnd.sun.wadl+xml', application/vnd.sun.wadl+xml",
  })
  @Requirement("CAP-02")
  void theFormIsThatWhichIsAccepted(String accept, String type) throws Exception {
    HttpResponse<String> response = ask(EVERYTHING, "/dicomweb", "Accept", accept);

    assertThat(response.headers().firstValue("Content-Type")).contains(type);
    assertThat(response.body()).startsWith(type.endsWith("json") ? "{\"application\"" : "<?xml");
  }

  @Test
  @Requirement("CAP-02")
  void noOtherFormIsGiven() throws Exception {
    assertThat(ask(EVERYTHING, "/dicomweb", "Accept", "text/html").statusCode()).isEqualTo(406);
  }

  @Test
  @Requirement("CAP-03")
  void whoHasTheDescriptionIsToldSo() throws Exception {
    try (HttpEdge edge = serving(EVERYTHING, Access.OPEN)) {
      HttpResponse<String> first = edge.send("OPTIONS", "/dicomweb");
      String tag = first.headers().firstValue("ETag").orElseThrow();

      assertThat(first.headers().firstValue("Allow")).contains("OPTIONS");
      assertThat(edge.send("OPTIONS", "/dicomweb", "If-None-Match", tag).statusCode())
          .isEqualTo(304);
      assertThat(
              edge.send("OPTIONS", "/dicomweb", "If-None-Match", tag, "Accept", "application/json")
                  .statusCode())
          .isEqualTo(200);
      assertThat(edge.send("OPTIONS", "/dicomweb/studies", "If-None-Match", tag).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  @Requirement("CAP-03")
  void aMalformedRequestIsABadOne() throws Exception {
    assertThat(ask(EVERYTHING, "/dicomweb?accept=%FF").statusCode()).isEqualTo(400);
  }

  @Test
  @Requirement("CAP-04")
  void aPreflightIsNoQuestionForCapabilities() throws Exception {
    HttpResponse<String> answer =
        ask(EVERYTHING, "/dicomweb/studies", "Access-Control-Request-Method", "GET");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  @Requirement("CAP-06")
  void retrievesTellTheirMediaTypesAndStatuses() throws Exception {
    Document wadl = described("/dicomweb");
    String retrieve = "//method[@id='RetrieveInstance']";
    String accept = retrieve + "/request/param[@name='Accept'][@style='header']";

    assertThat(all(wadl, accept + "/@default"))
        .containsExactly("multipart/related; type=\"application/dicom\"");
    assertThat(all(wadl, accept + "/option/@value"))
        .doesNotHaveDuplicates()
        .contains(
            "multipart/related; type=\"application/dicom\"; transfer-syntax=*",
            "multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2.1",
            "application/dicom",
            "application/zip");
    assertThat(all(wadl, "//method[@id='RetrieveFrames']/request/param/option/@value"))
        .contains(
            "multipart/related; type=\"application/octet-stream\";"
                + " transfer-syntax=1.2.840.10008.1.2.1",
            "multipart/related; type=\"image/jls\"; transfer-syntax=1.2.840.10008.1.2.4.80");
    assertThat(all(wadl, retrieve + "/response/@status"))
        .containsExactly("200", "206", "400", "403", "404", "406", "501", "502", "503", "504");
    assertThat(all(wadl, retrieve + "/response[@status='200']/representation/@mediaType"))
        .containsExactlyElementsOf(all(wadl, accept + "/option/@value"));
    assertThat(all(wadl, "//method[@id='RetrieveFrames']/response[@status='416']/@status"))
        .hasSize(1);
  }

  @Test
  @Requirement({"CAP-06", "MT-14"})
  void transferSyntaxesAreNamedWhereTheyCanBeMadeAndNoOthers() throws Exception {
    Document wadl = described("/dicomweb");

    assertThat(all(wadl, "//method[@id='RetrieveInstance']/request/param/option/@value"))
        .contains(
            "application/dicom; transfer-syntax=1.2.840.10008.1.2.5",
            "application/zip; transfer-syntax=1.2.840.10008.1.2.4.80",
            "multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2.4.70",
            "multipart/related; type=\"image/dicom-rle\"; transfer-syntax=1.2.840.10008.1.2.5");
    // The codecs of Java alone: JPEG 2000 comes as it is stored, and nothing is lossy.
    assertThat(all(wadl, "//method[@id='RetrieveFrames']/request/param/option/@value"))
        .contains("image/jp2; transfer-syntax=*", "image/jpeg; transfer-syntax=*")
        .noneMatch(value -> value.endsWith("1.2.840.10008.1.2.4.90"))
        .noneMatch(value -> value.endsWith("1.2.840.10008.1.2.4.50"))
        .noneMatch(value -> value.endsWith("1.2.840.10008.1.2.4.81"));
  }

  @Test
  @Requirement("CAP-08")
  void searchesTellTheirParametersByKeywordAndTag() throws Exception {
    Document wadl = described("/dicomweb");
    String ofStudies = "//method[@id='SearchForStudies']/request/param[@style='query']";

    assertThat(all(wadl, ofStudies + "/@name"))
        .contains(
            "StudyDate",
            "00080020",
            "ModalitiesInStudy",
            "00080061",
            "StudyInstanceUID",
            "0020000D",
            "limit",
            "offset",
            "fuzzymatching",
            "emptyvaluematching",
            "multiplevaluematching",
            "includefield")
        .doesNotContain("Modality", "SOPInstanceUID");
    assertThat(all(wadl, ofStudies + "[@name='includefield']/option/@value"))
        .containsExactly("all");
    assertThat(all(wadl, ofStudies + "[@name='fuzzymatching']/option/@value"))
        .containsExactly("true", "false");
    assertThat(all(wadl, ofStudies + "[@name='0020000D']/@repeating")).containsExactly("true");
    assertThat(all(wadl, "//method[@id='SearchForStudySeries']/request/param/@name"))
        .contains(
            "Modality",
            "00080060",
            "RequestAttributesSequence.ScheduledProcedureStepID",
            "00400275.00400009")
        .doesNotContain("StudyDate", "SOPClassUID");
    assertThat(all(wadl, "//method[@id='SearchForInstances']/request/param/@name"))
        .contains("StudyDate", "Modality", "SOPClassUID");
    assertThat(all(wadl, "//method[@id='SearchForSeriesInstances']/request/param/@name"))
        .contains("SOPClassUID")
        .doesNotContain("StudyDate", "Modality");
  }

  @Test
  @Requirement("CAP-09")
  void whatIsNotAnsweredIsNotTold() throws Exception {
    HttpResponse<String> response =
        ask(EnumSet.of(Endpoint.SEARCH_STUDIES, Endpoint.PACS_STATES), "/dicomweb");

    assertThat(all(parsed(response.body()), "//method/@id")).containsExactly("SearchForStudies");
  }

  @Test
  @Requirement("CAP-09")
  void aFederationTellsOfItsSearchesAlone() throws Exception {
    assertThat(all(described("/pacs/all/dicomweb"), "//method/@id"))
        .hasSize(6)
        .allMatch(id -> id.startsWith("SearchFor"));
  }

  @Test
  void whoMayNotAskIsNotTold() throws Exception {
    try (HttpEdge edge = serving(EVERYTHING, (caller, action, pacs) -> action != Action.DESCRIBE)) {
      assertThat(edge.send("OPTIONS", "/dicomweb").statusCode()).isEqualTo(403);
    }
  }

  @Test
  @Requirement("CAP-10")
  void jsonIsTheSameDocument() throws Exception {
    try (HttpEdge edge = serving(EVERYTHING, Access.OPEN)) {
      Element xml = parsed(edge.send("OPTIONS", "/dicomweb").body()).getDocumentElement();
      String json = edge.send("OPTIONS", "/dicomweb", "Accept", "application/json").body();

      assertThat(new JsonObject(json).getMap().keySet()).containsExactly("application");
      assertThat(fromJson("application", new JsonObject(json).getJsonObject("application")))
          .isEqualTo(fromXml(xml));
    }
  }

  /** An element as a text that is the same for both forms. */
  private static String fromXml(Node element) {
    List<String> facts = new ArrayList<>();
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      facts.add(attributes.item(i).getNodeName() + "=" + attributes.item(i).getNodeValue());
    }
    facts.sort(null);
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      facts.add(child instanceof Element ? fromXml(child) : "value=" + child.getNodeValue());
    }
    return element.getNodeName() + facts;
  }

  /** Of PS3.18 G.2: what is unique is an object, what can be repeated an array of them. */
  private static String fromJson(String name, JsonObject element) {
    List<String> facts = new ArrayList<>();
    List<String> below = new ArrayList<>();
    element
        .getMap()
        .forEach((member, value) -> {
          if (member.startsWith("@")) {
            facts.add(member.substring(1) + "=" + value);
          } else if (member.equals("value")) {
            below.add("value=" + value);
          } else if (List.of("resources", "request").contains(member)) {
            below.add(fromJson(member, element.getJsonObject(member)));
          } else {
            JsonArray array = Objects.requireNonNull(element.getJsonArray(member));
            array.forEach(one -> below.add(fromJson(member, (JsonObject) one)));
          }
        });
    facts.sort(null);
    return name + Stream.concat(facts.stream(), below.stream()).toList();
  }
}
