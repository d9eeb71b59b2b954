package io.isthmus.web.wado;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Uid;
import java.util.List;
import java.util.Optional;

/**
 * The {@code transfer-syntax} parameter of an accepted media type (WADO-03), and what is given for
 * it.
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
   * The transfer syntaxes in which an instance is given, the best first, whether or not it can be
   * made so.
   */
  default List<TransferSyntax> targets(TransferSyntax stored) {
    return switch (this) {
      // Where nothing is asked for, what cannot be decoded is given as it is, as lossy originals
      // always are (WADO-05).
      case Unspecified() -> stored.lossy() ? List.of(stored) : List.of(explicit(), given(stored));
      case AsStored() -> List.of(given(stored));
      case Named(TransferSyntax wanted) -> List.of(wanted);
    };
  }

  /** Whether an instance can be given in a transfer syntax without a pixel being touched. */
  static boolean isUntouched(TransferSyntax stored, TransferSyntax target) {
    return target.equals(stored) || (target.equals(explicit()) && isNative(stored));
  }

  private static TransferSyntax given(TransferSyntax stored) {
    return isNeverGiven(stored) ? explicit() : stored;
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
