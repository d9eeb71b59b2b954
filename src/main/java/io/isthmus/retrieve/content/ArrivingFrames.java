package io.isthmus.retrieve.content;

import io.isthmus.archive.Arrival;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.ArrivingInstance;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.SpoolFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the one instance that a PACS makes of some frames, into a file that nobody else finds. One
 * thread brings it and asks for it.
 */
final class ArrivingFrames implements Arrivals, AutoCloseable {
  private final InstanceSpool spool;
  private @Nullable SpoolFile file;
  private @Nullable ArrivingInstance announced;
  private boolean whole;

  ArrivingFrames(InstanceSpool spool) {
    this.spool = spool;
  }

  /** An instance as it arrived. */
  record Whole(ArrivingInstance announced, SpoolFile file) {}

  @Override
  public Arrival begin(ArrivingInstance instance) throws IOException {
    if (file != null) {
      throw new IOException("one instance was to be made of the frames, and here is another");
    }
    SpoolFile begun = spool.create();
    file = begun;
    announced = instance;
    return new Arrival() {
      @Override
      public void append(ByteBuffer fragment) throws IOException {
        begun.append(fragment);
      }

      @Override
      public void complete() throws IOException {
        begun.complete();
        whole = true;
      }

      @Override
      public void fail(String reason) {
        begun.fail(reason);
      }
    };
  }

  /** What came, if it came to its end; its file is then the caller's. */
  Optional<Whole> take() {
    if (file == null || announced == null || !whole) {
      return Optional.empty();
    }
    Whole taken = new Whole(announced, file);
    file = null;
    return Optional.of(taken);
  }

  /** The file goes, unless it was taken. */
  @Override
  public void close() {
    if (file != null) {
      file.release();
    }
  }
}
