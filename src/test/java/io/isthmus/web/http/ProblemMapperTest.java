package io.isthmus.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.ArchiveFailure.Category;
import io.isthmus.query.InvalidSearchException;
import io.isthmus.query.TooManyMatchesException;
import io.isthmus.security.AccessDeniedException;
import io.isthmus.security.Action;
import io.isthmus.security.Caller;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemMapperTest {
  private static final String DETAIL = "connect to pacs.internal:104 as SECRET_AE";

  static Stream<Arguments> failuresOfAPacs() {
    return Stream.of(
        Arguments.of(new ArchiveFailure.Unreachable("main", DETAIL), 503),
        Arguments.of(new ArchiveFailure.Exhausted("main", DETAIL), 503),
        Arguments.of(new ArchiveFailure.Rejected("main", false, DETAIL), 503),
        Arguments.of(new ArchiveFailure.Rejected("main", true, DETAIL), 502),
        Arguments.of(new ArchiveFailure.Broken("main", DETAIL), 502),
        Arguments.of(new ArchiveFailure.TimedOut("main", DETAIL), 504),
        Arguments.of(new ArchiveFailure.Unsupported("main", DETAIL), 501),
        Arguments.of(new ArchiveFailure.NotFound("main", DETAIL), 404),
        Arguments.of(new ArchiveFailure.Failed("main", Category.UPSTREAM, 0xC000, DETAIL), 502),
        Arguments.of(new ArchiveFailure.Failed("main", Category.BUSY, 0xA700, DETAIL), 503));
  }

  @ParameterizedTest
  @MethodSource("failuresOfAPacs")
  @Requirement({"COM-06", "COM-09"})
  void aFailureOfThePacsHasItsStatusAndNamesNoHost(ArchiveFailure failure, int status) {
    Problem problem = ProblemMapper.map(new ArchiveException(failure));
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.message()).startsWith("PACS main: ").doesNotContain("internal", "SECRET");
    assertThat(problem.retryAfter().isPresent()).isEqualTo(status == 503);
    assertThat(problem.dicomStatus()).isEqualTo(failure.dimseStatus());
  }

  @Test
  @Requirement("COM-06")
  void whatTheGatewayItselfLacksIsNotLaidToThePacs() {
    Problem problem =
        ProblemMapper.map(
            new ArchiveException(new ArchiveFailure.NotNow("main", "the spool has no room")));

    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.retryAfter()).isPresent();
    assertThat(problem.message()).isEqualTo("PACS main: not now: the spool has no room");
  }

  static Stream<Arguments> faultsOfTheRequest() {
    return Stream.of(
        Arguments.of(new BadRequestException("limit"), 400),
        Arguments.of(new InvalidSearchException("level"), 400),
        Arguments.of(new AccessDeniedException(Caller.LOCAL, Action.SEARCH, "main"), 403),
        Arguments.of(new NotFoundException("path"), 404),
        Arguments.of(new MethodNotAllowedException("PUT", List.of("GET", "HEAD")), 405),
        Arguments.of(new NotAcceptableException(List.of("a/b")), 406),
        Arguments.of(new TooManyMatchesException(5000), 413),
        Arguments.of(new NotProvidedException(Endpoint.SEARCH_STUDIES), 501));
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheRequest")
  @Requirement({"COM-08", "QIDO-25"})
  void aFaultOfTheRequestHasItsStatus(Exception fault, int status) {
    assertThat(ProblemMapper.map(fault).status()).isEqualTo(status);
  }

  @Test
  @Requirement("COM-06")
  void whatNobodyForesawTellsNothingOfTheInside() {
    Problem problem = ProblemMapper.map(new IllegalStateException("PatientName=DOE^JOHN"));
    assertThat(problem.status()).isEqualTo(500);
    assertThat(problem.message()).doesNotContain("DOE");
  }

  @Test
  @Requirement("COM-06")
  void theReportCarriesStatusMessageDicomStatusAndRequest() {
    Problem problem =
        ProblemMapper.map(
            new ArchiveException(
                new ArchiveFailure.Failed("main", Category.UPSTREAM, 0xA900, DETAIL)));
    assertThat(problem.json("r1"))
        .isEqualTo(
            "{\"status\":502,\"message\":\"PACS main: ended the operation with status A900\","
                + "\"dicomStatus\":\"A900\",\"requestId\":\"r1\"}");
    assertThat(problem.text("r1"))
        .isEqualTo(
            "502 PACS main: ended the operation with status A900\nDICOM status A900\nrequest r1\n");
  }
}
