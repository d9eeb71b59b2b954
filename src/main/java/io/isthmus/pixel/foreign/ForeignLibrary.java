package io.isthmus.pixel.foreign;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Optional;

/** A C library, loaded for as long as the process lives. */
@SuppressWarnings("restricted")
public final class ForeignLibrary {
  private final String name;
  private final SymbolLookup symbols;

  private ForeignLibrary(String name, SymbolLookup symbols) {
    this.name = name;
    this.symbols = symbols;
  }

  /**
   * Loads a library by the first of its file names that the system's loader finds.
   *
   * @throws CodecException if it finds none, or may not load any
   */
  public static ForeignLibrary load(List<String> files) throws CodecException {
    for (String file : files) {
      try {
        return new ForeignLibrary(file, SymbolLookup.libraryLookup(file, Arena.global()));
      } catch (IllegalCallerException e) {
        throw new CodecException(Reason.FAILED, "needs --enable-native-access=ALL-UNNAMED");
      } catch (IllegalArgumentException absent) {
        // The next name, then.
      }
    }
    throw new CodecException(Reason.FAILED, files.getFirst() + " is not installed");
  }

  /** What the system's own C library has. */
  public static ForeignLibrary system() {
    return new ForeignLibrary("the system", Linker.nativeLinker().defaultLookup());
  }

  /**
   * A function that every release has.
   *
   * @throws CodecException if this one has not
   */
  public ForeignFunction function(String symbol, FunctionDescriptor type) throws CodecException {
    return find(symbol, type)
        .orElseThrow(() -> new CodecException(Reason.FAILED, name + " has no " + symbol));
  }

  /** A function that some releases have. */
  public Optional<ForeignFunction> find(String symbol, FunctionDescriptor type) {
    return symbols
        .find(symbol)
        .map(at ->
            new ForeignFunction(symbol, () -> Linker.nativeLinker().downcallHandle(at, type)));
  }
}
