package io.isthmus.pixel.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.isthmus.pixel.CodecException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How much memory this process may take, C code included: beyond it {@code malloc} gives nothing.
 * Linux can be told ({@code setrlimit(2)}); on other systems there is no bound.
 */
public final class AddressSpace {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String SIZE = "VmSize:";
  private static final int KILOBYTE = 1 << 10;

  /** {@code RLIMIT_AS}. */
  private static final int RESOURCE = 9;

  /** {@code struct rlimit}: what holds now, and how far it may be raised. */
  private static final long LIMIT_SIZE = 16;

  private static final long NOW = 0;
  private static final long MOST = 8;

  private final Optional<Functions> functions;

  private record Functions(ForeignFunction get, ForeignFunction set) {}

  private AddressSpace(Optional<Functions> functions) {
    this.functions = functions;
  }

  /** That of this process. */
  public static AddressSpace ofThisProcess() {
    if (!Files.isReadable(STATUS)) {
      return new AddressSpace(Optional.empty());
    }
    try {
      ForeignLibrary system = ForeignLibrary.system();
      FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS);
      return new AddressSpace(
          Optional.of(
              new Functions(
                  system.function("getrlimit", type), system.function("setrlimit", type))));
    } catch (CodecException | RuntimeException | LinkageError notThatSystem) {
      return new AddressSpace(Optional.empty());
    }
  }

  /** Lets the process take so many bytes more than it has now, and no more, until told anew. */
  public void allow(long more) {
    functions.ifPresent(known -> allow(known, more));
  }

  private static void allow(Functions functions, long more) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limit = arena.allocate(LIMIT_SIZE, Long.BYTES);
      functions.get.integer(RESOURCE, limit);
      long wanted = size() + more;
      long most = limit.get(JAVA_LONG, MOST);
      limit.set(JAVA_LONG, NOW, Long.compareUnsigned(wanted, most) < 0 ? wanted : most);
      functions.set.integer(RESOURCE, limit);
    } catch (IOException e) {
      // It was readable when this began: the last limit stays.
    }
  }

  private static long size() throws IOException {
    try (var lines = Files.lines(STATUS)) {
      String size = lines.filter(line -> line.startsWith(SIZE)).findFirst().orElseThrow();
      return Long.parseLong(size.replaceAll("\\D", "")) * KILOBYTE;
    }
  }
}
