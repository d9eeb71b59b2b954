package io.isthmus.web.wado;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.TransferSyntax;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxWishTest {
  private static final String ROOT = "1.2.840.10008.1.2";

  /**
   * UIDs without their common root 1.2.840.10008.1.2; "-" for no parameter, "none" for nothing to
   * give.
   */
  @ParameterizedTest(name = "asked {0}, stored {1}: {2}")
  @Requirement({"WADO-03", "WADO-04", "WADO-05", "MT-05", "MT-12", "MT-13"})
  @CsvSource({
    "-, '', .1",
    "-, .1, .1",
    "-, .1.99, .1",
    "-, .2, .1",
    "-, .4.50, .4.50",
    "-, .4.70, .4.70",
    "-, .5, .5",
    "-, .1.98, .1.98",
    "*, '', .1",
    "*, .1, .1",
    "*, .1.99, .1.99",
    "*, .2, .1",
    "*, .4.90, .4.90",
    ".1, '', .1",
    ".1, .1, .1",
    ".1, .1.99, .1",
    ".1, .2, .1",
    ".1, .4.70, none",
    ".1, .5, none",
    ".1.99, .1.99, .1.99",
    ".1.99, .1, none",
    ".4.70, .4.70, .4.70",
    ".4.70, .4.50, none",
    ".4.70, .1, none",
  })
  void whatIsAskedIsGivenOrNothing(String asked, String stored, String given) {
    Optional<String> parameter =
        switch (asked) {
          case "-" -> Optional.empty();
          case "*" -> Optional.of("*");
          default -> Optional.of(ROOT + asked);
        };

    Optional<TransferSyntax> met =
        SyntaxWish.of(parameter).orElseThrow().met(TransferSyntax.of(ROOT + stored));

    assertThat(met.map(syntax -> syntax.uid().substring(ROOT.length())).orElse("none"))
        .isEqualTo(given);
  }

  @ParameterizedTest
  @Requirement({"WADO-04", "MT-02"})
  @CsvSource({"1.2.840.10008.1.2", "1.2.840.10008.1.2.2", "explicit", "''", "1..2"})
  void whatIsNeverGivenIsNoWish(String parameter) {
    assertThat(SyntaxWish.of(Optional.of(parameter))).isEmpty();
  }
}
