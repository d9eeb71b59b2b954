package io.isthmus.archive.dimse;

import io.isthmus.archive.Arrival;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.ArrivingInstance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what arrives, in memory. Thread safe. */
final class Kept implements Arrivals {
  private final Map<String, byte[]> whole = new TreeMap<>();
  private final List<String> failed = new ArrayList<>();
  private int begun;
  private boolean left;

  /** SOP Instance UIDs and data sets of what arrived whole. */
  synchronized Map<String, byte[]> whole() {
    return new TreeMap<>(whole);
  }

  synchronized List<String> uids() {
    return List.copyOf(whole.keySet());
  }

  synchronized int begun() {
    return begun;
  }

  synchronized List<String> failed() {
    return List.copyOf(failed);
  }

  /** Takes no more. */
  synchronized void leave() {
    left = true;
  }

  private synchronized void requireThere() throws IOException {
    if (left) {
      throw new IOException("nobody reads any more");
    }
  }

  @Override
  public synchronized Arrival begin(ArrivingInstance instance) throws IOException {
    requireThere();
    begun++;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new Arrival() {
      @Override
      public void append(ByteBuffer fragment) throws IOException {
        requireThere();
        while (fragment.hasRemaining()) {
          bytes.write(fragment.get());
        }
      }

      @Override
      public void complete() throws IOException {
        requireThere();
        synchronized (Kept.this) {
          whole.put(instance.sopInstanceUid(), bytes.toByteArray());
        }
      }

      @Override
      public void fail(String reason) {
        synchronized (Kept.this) {
          failed.add(instance.sopInstanceUid());
        }
      }
    };
  }
}
