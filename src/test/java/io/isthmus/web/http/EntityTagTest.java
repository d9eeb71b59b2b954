package io.isthmus.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagTest {
  private static final EntityTag STRONG = new EntityTag("a1", false);
  private static final EntityTag WEAK = new EntityTag("a1", true);

  @ParameterizedTest
  @Requirement("COM-14")
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "\"a1\", true",
        "W/\"a1\", true",
        "'\"b\", W/\"a1\"', true",
        "*, true",
        "\"a\", false",
        "a1, false",
        "'\"a1', false",
      })
  void ifNoneMatchComparesWeakly(String header, boolean named) {
    assertThat(STRONG.isNamedBy(Optional.of(header))).isEqualTo(named);
    assertThat(WEAK.isNamedBy(Optional.of(header))).isEqualTo(named);
  }

  @ParameterizedTest
  @Requirement("COM-14")
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "\"a1\", true",
        "W/\"a1\", false",
        "\"b\", false",
        "'Sat, 29 Oct 1994 19:43:31 GMT', false",
      })
  void ifRangeComparesStrongly(String header, boolean allowed) {
    assertThat(STRONG.allowsRange(Optional.of(header))).isEqualTo(allowed);
    assertThat(WEAK.allowsRange(Optional.of(header))).isFalse();
  }

  @Test
  @Requirement("COM-14")
  void withoutTheHeadersNothingIsNamedAndRangesAreFree() {
    assertThat(STRONG.isNamedBy(Optional.empty())).isFalse();
    assertThat(STRONG.allowsRange(Optional.empty())).isTrue();
    assertThat(STRONG).hasToString("\"a1\"");
    assertThat(WEAK).hasToString("W/\"a1\"");
  }
}
