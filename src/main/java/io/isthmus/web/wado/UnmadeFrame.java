package io.isthmus.web.wado;

import io.isthmus.pixel.CodecException;
import io.isthmus.web.http.NotAcceptableException;
import java.io.IOException;
import java.util.List;

/** What it means for the client that a frame could not be made. */
final class UnmadeFrame {
  private UnmadeFrame() {}

  /** Whether it is the picture that stands in the way, so that it will be no better next time. */
  static boolean isLasting(CodecException failure) {
    return switch (failure.reason()) {
      case MALFORMED, UNSUPPORTED, CONTRADICTS_DATA_SET, TOO_LARGE -> true;
      case TIMED_OUT, FAILED -> false;
    };
  }

  /**
   * What is thrown for a picture that can be had only as it is stored (WADO-14).
   *
   * @throws IOException the failure itself where it is not the picture's
   */
  static NotAcceptableException of(CodecException failure) throws IOException {
    if (!isLasting(failure)) {
      throw failure;
    }
    NotAcceptableException refused =
        new NotAcceptableException(
            List.of("multipart/related; type=\"application/octet-stream\"; transfer-syntax=*"));
    refused.initCause(failure);
    return refused;
  }
}
