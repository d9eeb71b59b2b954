package io.isthmus.interop;

import static io.isthmus.interop.MadeStudies.A;
import static io.isthmus.interop.MadeStudies.B;
import static io.isthmus.interop.MadeStudies.C;
import static io.isthmus.interop.MadeStudies.D;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Searches by HTTP of an Orthanc with the studies A, B and C and a dcmqrscp with B, C and D as one.
 */
@QuarkusTest
@QuarkusTestResource(
    value = TwoPacsResource.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "federated", value = "true"))
@Requirement("DIM-45")
class FederationOnTwoPacsTest {

  @BeforeEach
  void bothAreHere() {
    Peers.need("orthanc", "Orthanc");
    Peers.need("dcmtk", "dcmqrscp", "dump2dcm", "storescu");
  }

  private static Response get(String path) {
    return RestAssured.given().urlEncodingEnabled(false).get("/pacs/all/dicomweb/" + path);
  }

  private static List<String> values(Response response, String tag) {
    List<Map<String, Map<String, Object>>> results = response.jsonPath().getList("");
    return results.stream()
        .map(result -> String.valueOf(((List<?>) result.get(tag).get("Value")).getFirst()))
        .toList();
  }

  @Test
  void studiesOfBothComeNewestFirstEachWithTheAddressOfItsPacs() {
    Response response = get("studies");
    assertThat(values(response, "0020000D")).containsExactly(D, C, B, A);
    assertThat(values(response, "00081190"))
        .extracting(url -> url.replaceFirst("http://[^/]*", ""))
        .containsExactly(
            "/pacs/dcmqrscp/dicomweb/studies/" + D,
            "/pacs/orthanc/dicomweb/studies/" + C,
            "/pacs/orthanc/dicomweb/studies/" + B,
            "/pacs/orthanc/dicomweb/studies/" + A);
    assertThat(response.headers().getValues("Warning"))
        .singleElement()
        .asString()
        .endsWith("whose records of them are not given: dcmqrscp");
    for (String url : values(response, "00081190")) {
      assertThat(RestAssured.get(url).statusCode()).as(url).isEqualTo(200);
    }
  }

  @Test
  void pagesAreThoseOfTheWhole() {
    assertThat(values(get("studies?limit=2&offset=1"), "0020000D")).containsExactly(C, B);
    assertThat(get("studies?limit=1").headers().getValues("Warning"))
        .anyMatch(text -> text.endsWith("There are 3 additional results that can be requested"));
    assertThat(get("studies?offset=4").statusCode()).isEqualTo(204);
  }

  @Test
  void seriesAndInstancesAreThoseOfThePacsThatHasThem() {
    assertThat(values(get("studies/" + D + "/series"), "00081190"))
        .singleElement()
        .asString()
        .contains("/pacs/dcmqrscp/dicomweb/studies/" + D + "/series/");
    assertThat(values(get("instances?PatientID=P-1"), "00081190"))
        .hasSize(3)
        .allMatch(url -> url.contains("/pacs/orthanc/dicomweb/studies/" + A));
  }

  @Test
  void nothingIsRetrievedFromAFederation() {
    assertThat(get("studies/" + D).statusCode()).isEqualTo(501);
  }
}
