package io.isthmus.web.wado;

import java.util.Optional;

/**
 * Bytes of a part of which a range can be given without the rest.
 *
 * @param skip of frames that are made, the bytes that are not wanted first
 * @param length of frames that are made, the bytes that are wanted then
 */
record RangedBytes(BulkBytes bytes, long skip, long length) {

  /** All of them; empty where ranges of them are not given (WADO-28). */
  static Optional<RangedBytes> of(BulkBytes bytes) {
    return switch (bytes) {
      case BulkBytes.Pieces whole -> Optional.of(new RangedBytes(whole, 0, whole.length()));
      case BulkBytes.Bits _ -> Optional.empty();
      case BulkBytes.Made made ->
          made.conversion().encodes() || made.conversion().nativeBits() % Byte.SIZE != 0
              ? Optional.empty()
              : Optional.of(new RangedBytes(made, 0, made.nativeLength()));
    };
  }

  /** Bytes in all. */
  long size() {
    return length;
  }

  /** The part of them that is wanted. */
  RangedBytes cut(long first, long wanted) {
    return switch (bytes) {
      case BulkBytes.Pieces whole -> new RangedBytes(whole.cut(first, wanted), 0, wanted);
      case BulkBytes.Bits bits -> new RangedBytes(bits, first, wanted);
      case BulkBytes.Made made -> {
        long frame = made.conversion().nativeBits() / Byte.SIZE;
        yield new RangedBytes(
            new BulkBytes.Made(
                made.image(),
                made.conversion(),
                made.first() + (int) (first / frame),
                made.first() + (int) ((first + wanted - 1) / frame)),
            first % frame,
            wanted);
      }
    };
  }
}
