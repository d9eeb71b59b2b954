package io.isthmus.web.wado;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.TransferSyntax;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxWishTest {
  private static final String ROOT = "1.2.840.10008.1.2";

  /**
   * UIDs without their common root 1.2.840.10008.1.2; "-" for no parameter; what is given first,
   * and then if it cannot be made.
   */
  @ParameterizedTest(name = "asked {0}, stored {1}: {2}")
  @Requirement({"WADO-03", "WADO-04", "WADO-05", "MT-05", "MT-12"})
  @CsvSource({
    "-, '', .1 .1",
    "-, .1, .1 .1",
    "-, .1.99, .1 .1.99",
    "-, .2, .1 .1",
    "-, .4.50, .4.50",
    "-, .4.70, .1 .4.70",
    "-, .5, .1 .5",
    "-, .1.98, .1 .1.98",
    "*, '', .1",
    "*, .1, .1",
    "*, .1.99, .1.99",
    "*, .2, .1",
    "*, .4.90, .4.90",
    ".1, .1.99, .1",
    ".1, .4.70, .1",
    ".1.99, .1, .1.99",
    ".4.70, .4.50, .4.70",
  })
  void whatIsAskedIsGivenOrNothing(String asked, String stored, String given) {
    Optional<String> parameter =
        switch (asked) {
          case "-" -> Optional.empty();
          case "*" -> Optional.of("*");
          default -> Optional.of(ROOT + asked);
        };

    List<TransferSyntax> targets =
        SyntaxWish.of(parameter).orElseThrow().targets(TransferSyntax.of(ROOT + stored));

    assertThat(targets)
        .extracting(syntax -> syntax.uid().substring(ROOT.length()))
        .containsExactly(given.split(" ", -1));
  }

  @ParameterizedTest
  @Requirement("WADO-04")
  @CsvSource({
    "'', .1, true",
    ".2, .1, true",
    ".1.99, .1, true",
    ".4.70, .4.70, true",
    ".4.70, .1, false",
    ".1.98, .1, false",
    ".1, .1.99, false",
  })
  void elementsAreReencodedWithoutTouchingPixels(String stored, String target, boolean untouched) {
    assertThat(
            SyntaxWish.isUntouched(
                TransferSyntax.of(ROOT + stored), TransferSyntax.of(ROOT + target)))
        .isEqualTo(untouched);
  }

  @ParameterizedTest
  @Requirement({"WADO-04", "MT-02"})
  @CsvSource({"1.2.840.10008.1.2", "1.2.840.10008.1.2.2", "explicit", "''", "1..2"})
  void whatIsNeverGivenIsNoWish(String parameter) {
    assertThat(SyntaxWish.of(Optional.of(parameter))).isEmpty();
  }
}
