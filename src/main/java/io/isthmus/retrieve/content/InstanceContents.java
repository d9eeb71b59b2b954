package io.isthmus.retrieve.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.retrieve.spool.DirectBuffers;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.SpoolFile;
import java.io.IOException;

/**
 * Opens whole instances to find values in them. What was read of the last ones is kept, within a
 * bound, so that the next frame of an instance costs no more than its bytes. Thread safe.
 */
public final class InstanceContents {
  private final InstanceSpool spool;

  /** By the number of the copy, which no other instance ever has. */
  private final Cache<Long, InstanceIndex> indexes;

  /**
   * Over a spool.
   *
   * @param indexBytes memory for what was read of instances, about
   */
  public InstanceContents(InstanceSpool spool, long indexBytes) {
    this.spool = spool;
    this.indexes =
        Caffeine.newBuilder()
            .maximumWeight(indexBytes)
            .weigher((Long copy, InstanceIndex index) -> index.weight())
            .executor(Runnable::run)
            .build();
  }

  /** Buffers to read with. */
  public DirectBuffers buffers() {
    return spool.buffers();
  }

  /**
   * Reads an instance to its end, waiting for it.
   *
   * @throws io.isthmus.dicom.codec.MalformedDicomException when it is no data set
   * @throws IOException when it breaks off or the spool has no room
   */
  public InstanceContent read(SpooledInstance instance) throws IOException {
    if (!hasPlaces(instance.transferSyntax())) {
      return rewritten(instance.copy(), instance::open, instance.transferSyntax());
    }
    InstanceIndex known = indexes.getIfPresent(instance.copy());
    if (known != null) {
      return InstanceContent.known(instance, known);
    }
    InstanceContent content = InstanceContent.read(instance);
    indexes.put(instance.copy(), content.index());
    return content;
  }

  /**
   * Reads a whole instance of which nobody else knows; its file goes with the content, or at once
   * when it cannot be read.
   */
  InstanceContent own(SpoolFile file, TransferSyntax syntax) throws IOException {
    if (hasPlaces(syntax)) {
      return orReleased(file, () -> InstanceContent.owning(file.number(), file, syntax));
    }
    try {
      return rewritten(file.number(), file::read, syntax);
    } finally {
      file.release();
    }
  }

  /** Deflated bytes have no places, and big endian words are not as they are given. */
  private static boolean hasPlaces(TransferSyntax syntax) {
    return !syntax.deflated() && !syntax.bigEndian();
  }

  private InstanceContent rewritten(
      long copy, InstanceContent.Source instance, TransferSyntax syntax) throws IOException {
    SpoolFile file = spool.create();
    return orReleased(file, () -> InstanceContent.rewritten(copy, instance, syntax, file));
  }

  private interface Reading {
    InstanceContent read() throws IOException;
  }

  private static InstanceContent orReleased(SpoolFile file, Reading reading) throws IOException {
    boolean read = false;
    try {
      InstanceContent content = reading.read();
      read = true;
      return content;
    } finally {
      if (!read) {
        file.release();
      }
    }
  }
}
