package io.isthmus.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.isthmus.Requirement;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a client is told when a PACS fails, and that the next request to a PACS that has recovered
 * succeeds.
 */
@QuarkusTest
@WithTestResource(value = FaultyPeers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class FaultsAtTheEdgeTest {

  @ParameterizedTest
  @CsvSource({
    "is-not-there, 503",
    "rejects-for-good, 502",
    "rejects-for-now, 503",
    "aborts-at-once, 502",
    "speaks-http, 502",
    "sends-a-huge-pdu, 502",
    "says-nothing, 504",
    "closes-at-once, 502",
    "falls-silent, 504",
    "aborts-in-a-find, 502",
    "resets-in-a-find, 502",
    "sends-half-a-match, 502",
    "answers-another-message, 502",
    "answers-a700, 503",
    "answers-a900, 502",
    "answers-c001, 502",
    "answers-0122, 501",
    "answers-0124, 403"
  })
  @Requirement({"COM-06", "COM-09", "DIM-14"})
  void aPacsThatFailsGivesAStatusInTimeAndServesAgainWhenItHasRecovered(String pacs, int status) {
    String studies = "/pacs/" + pacs + "/dicomweb/studies?PatientID=1";

    Response answer = given().get(studies);

    answer
        .then()
        .statusCode(status)
        .contentType("application/json")
        .body("status", equalTo(status))
        .body(not(containsString("SECRET")))
        .body(not(containsString("127.0.0.1")));
    assertThat(answer.header("Retry-After") != null).isEqualTo(status == 503);
    given().get("/pacs/" + pacs + "/dicomweb/studies/1.2.3").then().statusCode(status);
    assertThat(answer.time()).isLessThan(Duration.ofSeconds(5).toMillis());
    assertThat(inUse(pacs)).isZero();
    if (FaultyPeers.FAULTS.containsKey(pacs)) {
      FaultyPeers.heal(pacs);
      given().get(studies).then().statusCode(204);
      assertThat(inUse(pacs)).isZero();
    }
  }

  private static int inUse(String pacs) {
    return given()
        .get("/isthmus/pacs")
        .jsonPath()
        .getInt("pacs.find { it.id == '" + pacs + "' }.inUse");
  }
}
