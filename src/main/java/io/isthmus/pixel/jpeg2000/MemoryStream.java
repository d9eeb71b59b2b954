package io.isthmus.pixel.jpeg2000;

import io.isthmus.pixel.foreign.Foreign;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;

/**
 * What OpenJPEG calls to read and write bytes in memory: it knows of streams only. An exception
 * here would end the process, so that nothing is done that may throw.
 */
record MemoryStream(
    MemorySegment read,
    MemorySegment write,
    MemorySegment skip,
    MemorySegment seek,
    MemorySegment message) {
  /** The memory, how much there is of it, and the place in it. */
  static final StructLayout STATE =
      MemoryLayout.structLayout(
          ValueLayout.ADDRESS.withName("bytes"),
          ValueLayout.JAVA_LONG.withName("length"),
          ValueLayout.JAVA_LONG.withName("position"));

  /** Room for what the library says about a failure. */
  static final int MESSAGE = 160;

  private static final long LENGTH = STATE.byteOffset(MemoryLayout.PathElement.groupElement(1));
  private static final long POSITION = STATE.byteOffset(MemoryLayout.PathElement.groupElement(2));
  private static final long END = -1;

  /** The functions, for as long as the process lives. */
  static MemoryStream functions() {
    FunctionDescriptor bytes =
        FunctionDescriptor.of(
            ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    FunctionDescriptor skip =
        FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    FunctionDescriptor seek =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    return new MemoryStream(
        stub("read", bytes),
        stub("write", bytes),
        stub("skip", skip),
        stub("seek", seek),
        stub("message", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS)));
  }

  private static MemorySegment stub(String method, FunctionDescriptor type) {
    return Foreign.callback(MethodHandles.lookup(), method, type);
  }

  /** The state of a stream over this memory, at its beginning. */
  static MemorySegment over(MemorySegment bytes, Arena arena) {
    MemorySegment state = arena.allocate(STATE);
    state.set(ValueLayout.ADDRESS, 0, bytes);
    state.set(ValueLayout.JAVA_LONG, LENGTH, bytes.byteSize());
    return state;
  }

  /** Where a stream is. */
  static long position(MemorySegment state) {
    return state.get(ValueLayout.JAVA_LONG, POSITION);
  }

  private static MemorySegment rest(MemorySegment state, long length) {
    MemorySegment bytes = state.get(ValueLayout.ADDRESS, 0);
    return Foreign.sized(bytes, state.get(ValueLayout.JAVA_LONG, LENGTH))
        .asSlice(position(state), length);
  }

  private static long left(MemorySegment state, long wanted) {
    long left = state.get(ValueLayout.JAVA_LONG, LENGTH) - position(state);
    return Math.max(Math.min(left, wanted), 0);
  }

  private static void moveBy(MemorySegment state, long length) {
    state.set(ValueLayout.JAVA_LONG, POSITION, position(state) + length);
  }

  /** Gives the next bytes. */
  static long read(MemorySegment into, long length, MemorySegment pointer) {
    MemorySegment state = Foreign.sized(pointer, STATE.byteSize());
    long count = left(state, length);
    if (count == 0) {
      return END;
    }
    Foreign.sized(into, count).copyFrom(rest(state, count));
    moveBy(state, count);
    return count;
  }

  /** Takes bytes, all or none. */
  static long write(MemorySegment from, long length, MemorySegment pointer) {
    MemorySegment state = Foreign.sized(pointer, STATE.byteSize());
    if (left(state, length) < length) {
      return END;
    }
    rest(state, length).copyFrom(Foreign.sized(from, length));
    moveBy(state, length);
    return length;
  }

  /** Goes forward. */
  static long skip(long length, MemorySegment pointer) {
    MemorySegment state = Foreign.sized(pointer, STATE.byteSize());
    if (length < 0 || left(state, length) < length) {
      return END;
    }
    moveBy(state, length);
    return length;
  }

  /** Goes to a place. */
  static int seek(long to, MemorySegment pointer) {
    MemorySegment state = Foreign.sized(pointer, STATE.byteSize());
    if (to < 0 || to > state.get(ValueLayout.JAVA_LONG, LENGTH)) {
      return 0;
    }
    state.set(ValueLayout.JAVA_LONG, POSITION, to);
    return 1;
  }

  /** Keeps what is said first; what comes later follows from it. */
  static void message(MemorySegment text, MemorySegment into) {
    // A C string is read no further than to its end, whatever the segment's size.
    MemorySegment from = Foreign.sized(text, MESSAGE);
    MemorySegment kept = Foreign.sized(into, MESSAGE);
    if (kept.get(ValueLayout.JAVA_BYTE, 0) != 0) {
      return;
    }
    for (int i = 0; i < MESSAGE - 1; i++) {
      byte character = from.get(ValueLayout.JAVA_BYTE, i);
      if (character == 0 || character == '\n') {
        return;
      }
      kept.set(ValueLayout.JAVA_BYTE, i, character < ' ' ? (byte) '?' : character);
    }
  }
}
