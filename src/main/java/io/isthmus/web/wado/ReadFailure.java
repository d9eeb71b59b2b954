package io.isthmus.web.wado;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.retrieve.spool.InstanceBrokenException;
import io.isthmus.retrieve.spool.SpoolFullException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/**
 * What it means for the client that a spooled instance could not be read or made into what was
 * asked for.
 */
final class ReadFailure {
  private ReadFailure() {}

  /**
   * The failure of the PACS or of the gateway that it is.
   *
   * @throws IOException the failure itself where it is another, such as the client's leaving
   */
  static ArchiveException of(String pacs, IOException failure) throws IOException {
    return switch (failure) {
      case InstanceBrokenException broken -> unreadable(pacs, broken);
      case ClosedChannelException closed -> unreadable(pacs, closed);
      case MalformedDicomException malformed -> unreadable(pacs, malformed);
      case SpoolFullException full ->
          new ArchiveException(new ArchiveFailure.NotNow(pacs, "the spool has no room"), full);
      default -> throw failure;
    };
  }

  private static ArchiveException unreadable(String pacs, IOException cause) {
    return new ArchiveException(
        new ArchiveFailure.Broken(pacs, "an instance cannot be read to its end"), cause);
  }
}
