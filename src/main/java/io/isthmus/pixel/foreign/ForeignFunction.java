package io.isthmus.pixel.foreign;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** A C function that is called a few times a frame, so that boxed arguments do not count. */
public final class ForeignFunction {
  private final String symbol;
  private final MethodHandle handle;

  ForeignFunction(String symbol, MethodHandle handle) {
    this.symbol = symbol;
    this.handle = handle;
  }

  /** Calls a function that gives nothing. */
  public void call(Object... arguments) {
    invoke(arguments);
  }

  /** Calls a function that gives an int. */
  public int integer(Object... arguments) {
    return (Integer) invoke(arguments);
  }

  /** Calls a function that gives a pointer. */
  public MemorySegment pointer(Object... arguments) {
    return (MemorySegment) invoke(arguments);
  }

  private Object invoke(Object... arguments) {
    try {
      return handle.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(symbol, e);
    }
  }
}
