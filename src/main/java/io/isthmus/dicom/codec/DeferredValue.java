package io.isthmus.dicom.codec;

import io.isthmus.dicom.codec.ElementReader.Token;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The value of the current element: skipped, collected or streamed as the caller asks. */
final class DeferredValue {
  private static final int FIRST_GROWTH = 64 * 1024;
  private static final byte[] NONE = {};

  private enum Use {
    SKIP,
    COLLECT,
    STREAM
  }

  private final ByteWindow window;
  private Use use = Use.SKIP;
  private boolean pending;
  private long remaining;
  private long length;
  private int swapUnit = 1;
  private byte[] collected = NONE;
  private int count;
  private ByteBuffer chunk = ByteBuffer.wrap(NONE);

  DeferredValue(ByteWindow window) {
    this.window = window;
  }

  void begin(long length, int swapUnit) {
    this.length = length;
    this.remaining = length;
    this.swapUnit = swapUnit;
    use = Use.SKIP;
    pending = true;
    count = 0;
  }

  boolean isPending() {
    return pending;
  }

  void collect() {
    if (!pending) {
      throw new IllegalStateException("no value is deferred here");
    }
    use = Use.COLLECT;
  }

  void stream() {
    if (!pending) {
      throw new IllegalStateException("no value is deferred here");
    }
    use = Use.STREAM;
    pending = remaining > 0;
  }

  byte[] value() {
    return collected;
  }

  ByteBuffer chunk() {
    return chunk;
  }

  /** The next token of the value, or null when it is over. */
  @Nullable Token advance(int tag) throws IOException {
    return switch (use) {
      case SKIP -> skip(tag);
      case COLLECT -> collect(tag);
      case STREAM -> stream(tag);
    };
  }

  private @Nullable Token skip(int tag) throws IOException {
    remaining -= window.skip(remaining);
    if (remaining > 0) {
      return shortOfInput(tag);
    }
    pending = false;
    return null;
  }

  private Token collect(int tag) throws IOException {
    if (length > Integer.MAX_VALUE - 16) {
      throw new MalformedDicomException("value is too long to be held", window.offset(), tag);
    }
    if (count == 0 && remaining <= window.available()) {
      collected = window.take((int) remaining);
      remaining = 0;
    } else if (!grow()) {
      return shortOfInput(tag);
    }
    pending = false;
    ByteSwap.swap(collected, 0, collected.length, swapUnit);
    return Token.VALUE;
  }

  /** Never makes more room than twice of what came. */
  private boolean grow() throws IOException {
    if (count == 0) {
      collected = new byte[(int) Math.min(length, FIRST_GROWTH)];
    }
    while (remaining > 0) {
      if (!window.fill(1)) {
        return false;
      }
      int piece = (int) Math.min(remaining, window.available());
      if (count + piece > collected.length) {
        long room = Math.max(count + (long) piece, 2L * collected.length);
        collected = Arrays.copyOf(collected, (int) Math.min(length, room));
      }
      System.arraycopy(window.bytes(), window.position(), collected, count, piece);
      window.advance(piece);
      count += piece;
      remaining -= piece;
    }
    return true;
  }

  private Token stream(int tag) throws IOException {
    int unit = (int) Math.min(swapUnit, remaining);
    if (!window.fill(unit)) {
      return shortOfInput(tag);
    }
    int piece = (int) Math.min(remaining, window.available());
    if (piece < remaining) {
      piece -= piece % swapUnit;
    }
    if (swapUnit == 1) {
      chunk = ByteBuffer.wrap(window.bytes(), window.position(), piece);
      window.advance(piece);
    } else {
      byte[] swapped = window.take(piece);
      ByteSwap.swap(swapped, 0, piece, swapUnit);
      chunk = ByteBuffer.wrap(swapped);
    }
    remaining -= piece;
    pending = remaining > 0;
    return Token.CHUNK;
  }

  private Token shortOfInput(int tag) throws MalformedDicomException {
    if (window.ended()) {
      throw new MalformedDicomException("input ends inside of a value", window.offset(), tag);
    }
    return Token.NEED_INPUT;
  }
}
