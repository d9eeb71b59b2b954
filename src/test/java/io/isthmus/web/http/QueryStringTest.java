package io.isthmus.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.web.http.Exchange.QueryParameter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Requirement("QIDO-05")
class QueryStringTest {

  @ParameterizedTest
  @CsvSource({
    "PatientName=DOE%5EJOHN%5E, DOE^JOHN^",
    "PatientName=DOE^JOHN, DOE^JOHN",
    "PatientName=%E5%B1%B1%E7%94%B0, 山田",
    "PatientName=M%C3%BCller*, Müller*",
    "PatientName=a+b%2Bc, a b+c",
    "PatientName=a=b, a=b",
    "PatientName=a%5Cb, a\\b",
  })
  void valuesAreDecodedAsUtf8(String query, String value) {
    assertThat(QueryString.parse(Optional.of(query)))
        .containsExactly(new QueryParameter("PatientName", value));
  }

  @Test
  void rawBytesBeyondAsciiAreUtf8Too() {
    assertThat(QueryString.parse(Optional.of("PatientName=M\u00C3\u00BCller")))
        .containsExactly(new QueryParameter("PatientName", "Müller"));
  }

  @Test
  void theOrderAndRepetitionsAreKept() {
    assertThat(QueryString.parse(Optional.of("b=1&a&&b=2&c=")))
        .extracting(QueryParameter::name, QueryParameter::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("b", "1"),
            org.assertj.core.groups.Tuple.tuple("a", ""),
            org.assertj.core.groups.Tuple.tuple("b", "2"),
            org.assertj.core.groups.Tuple.tuple("c", ""));
  }

  @Test
  void noQueryHasNoParameters() {
    assertThat(QueryString.parse(Optional.empty())).isEqualTo(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=%", "a=%4", "a=%zz", "a=%-1", "a=%FF", "a=%C3", "a=%ED%A0%80", "a=\u1234"})
  void whatIsNotPercentEncodedUtf8IsRefused(String query) {
    assertThatThrownBy(() -> QueryString.parse(Optional.of(query)))
        .isInstanceOf(BadRequestException.class);
  }
}
