package io.isthmus.pixel.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** What C code and Java hand each other. All that is unsafe by nature is in this package. */
public final class Foreign {
  private Foreign() {}

  /** The memory that a pointer from C code points to; nothing checks that it is there. */
  @SuppressWarnings("restricted")
  public static MemorySegment sized(MemorySegment pointer, long bytes) {
    return pointer.reinterpret(bytes);
  }

  /**
   * A static method that C code may call for as long as the process lives. An exception in it ends
   * the process.
   *
   * @param lookup of the class that has it
   */
  @SuppressWarnings("restricted")
  public static MemorySegment callback(
      MethodHandles.Lookup lookup, String method, FunctionDescriptor type) {
    try {
      return Linker.nativeLinker()
          .upcallStub(
              lookup.findStatic(lookup.lookupClass(), method, type.toMethodType()),
              type,
              Arena.global());
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException(method, e);
    }
  }
}
