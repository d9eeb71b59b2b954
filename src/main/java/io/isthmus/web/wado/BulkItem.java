package io.isthmus.web.wado;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.codec.FrameConversion;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A bulk value or frame of an instance, and what it can be given as.
 *
 * @param location what it is, for Content-Location (WADO-17)
 * @param syntax that its bytes are in
 * @param stored its parts as it is stored: several where they are codestreams of frames
 * @param frames that it consists of, where it is pixel data and they can be told apart
 */
record BulkItem(
    String location, TransferSyntax syntax, List<BulkBytes> stored, Optional<FrameRun> frames) {

  /**
   * Frames of an image that follow each other.
   *
   * @param first number of the first
   * @param last number of the last
   */
  record FrameRun(PixelImage image, int first, int last) {}

  BulkItem {
    stored = List.copyOf(stored);
  }

  /** A value of one part that is given as it is stored, or not at all. */
  static BulkItem of(String location, TransferSyntax syntax, BulkBytes bytes) {
    return new BulkItem(location, syntax, List.of(bytes), Optional.empty());
  }

  /** Whether it can be given in a transfer syntax. */
  boolean canBe(TransferSyntax target) {
    return isStoredAs(target) || conversion(target).isPresent();
  }

  /**
   * How many parts it is in a transfer syntax: native frames are one value, codestreams are not.
   */
  int parts(TransferSyntax target) {
    if (isStoredAs(target)) {
      return stored.size();
    }
    return target.encapsulated() ? frames.map(run -> run.last() - run.first() + 1).orElse(0) : 1;
  }

  /** Its parts in a transfer syntax that it can be given in. */
  List<BulkBytes> as(TransferSyntax target) {
    if (isStoredAs(target)) {
      return stored;
    }
    FrameRun run = frames.orElseThrow();
    FrameConversion conversion = conversion(target).orElseThrow();
    return target.encapsulated()
        ? IntStream.rangeClosed(run.first(), run.last())
            .<BulkBytes>mapToObj(i -> new BulkBytes.Made(run.image(), conversion, i, i))
            .toList()
        : List.of(new BulkBytes.Made(run.image(), conversion, run.first(), run.last()));
  }

  private boolean isStoredAs(TransferSyntax target) {
    return target.equals(PixelMedia.given(syntax));
  }

  private Optional<FrameConversion> conversion(TransferSyntax target) {
    return frames.flatMap(run -> run.image().to(target));
  }
}
