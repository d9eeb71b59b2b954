package io.isthmus.web.wado;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Uid;
import java.util.List;
import java.util.Optional;

/**
 * The {@code transfer-syntax} parameter of an accepted media type (WADO-03), and what can be given
 * for it.
 */
sealed interface SyntaxWish {

  /** No parameter. */
  record Unspecified() implements SyntaxWish {}

  /** {@code transfer-syntax=*}. */
  record AsStored() implements SyntaxWish {}

  /** {@code transfer-syntax={uid}}. */
  record Named(TransferSyntax syntax) implements SyntaxWish {}

  /** Reads the parameter; empty for what is no UID and for what is never given (MT-02, WADO-04). */
  static Optional<SyntaxWish> of(Optional<String> parameter) {
    if (parameter.isEmpty()) {
      return Optional.of(new Unspecified());
    }
    String value = parameter.get();
    if (value.equals("*")) {
      return Optional.of(new AsStored());
    }
    return Optional.of(value)
        .filter(Uid::isValid)
        .map(TransferSyntax::of)
        .filter(syntax -> !isNeverGiven(syntax))
        .map(Named::new);
  }

  /**
   * The transfer syntax in which an instance is given; empty when this wish cannot be met. Nothing
   * is transcoded yet, so compressed data is given as it is stored or not at all.
   */
  default Optional<TransferSyntax> met(TransferSyntax stored) {
    return switch (this) {
      // [G] For want of codecs WADO-05, which speaks of lossy originals, is extended to all
      // compressed ones.
      case Unspecified() -> Optional.of(isNative(stored) ? explicit() : stored);
      case AsStored() -> Optional.of(isNeverGiven(stored) ? explicit() : stored);
      case Named(TransferSyntax wanted) ->
          Optional.of(wanted)
              .filter(syntax ->
                  syntax.equals(stored) || (syntax.equals(explicit()) && isNative(stored)));
    };
  }

  private static TransferSyntax explicit() {
    return TransferSyntax.ExplicitVRLittleEndian;
  }

  /** Elements that can be written in Explicit VR Little Endian without touching a pixel. */
  private static boolean isNative(TransferSyntax syntax) {
    return List.of(
            explicit(),
            TransferSyntax.ImplicitVRLittleEndian,
            TransferSyntax.ExplicitVRBigEndian,
            TransferSyntax.DeflatedExplicitVRLittleEndian)
        .contains(syntax);
  }

  /** PS3.18 8.7.3.5.2: these two are not used on the web. */
  private static boolean isNeverGiven(TransferSyntax syntax) {
    return syntax.equals(TransferSyntax.ImplicitVRLittleEndian)
        || syntax.equals(TransferSyntax.ExplicitVRBigEndian);
  }
}
