package io.isthmus.pixel.foreign;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A C function that is called a few times a frame, so that boxed arguments do not count. */
public final class ForeignFunction {
  private final String symbol;
  private final Supplier<MethodHandle> linking;
  private volatile @Nullable MethodHandle handle;

  /** Linking takes milliseconds: it is done at the first call. Twice does no harm. */
  ForeignFunction(String symbol, Supplier<MethodHandle> linking) {
    this.symbol = symbol;
    this.linking = linking;
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
    MethodHandle linked = handle;
    if (linked == null) {
      linked = linking.get();
      handle = linked;
    }
    try {
      return linked.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(symbol, e);
    }
  }
}
