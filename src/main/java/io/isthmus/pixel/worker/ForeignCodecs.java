package io.isthmus.pixel.worker;

import io.isthmus.pixel.codec.CodecProvider;
import io.isthmus.pixel.codec.FrameCodecs;
import io.isthmus.pixel.foreign.AddressSpace;
import io.isthmus.pixel.jpeg2000.OpenJpegCodecs;
import io.isthmus.pixel.jpegxl.LibJxlCodecs;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The codecs that are C code, and the program that runs them. */
public final class ForeignCodecs {
  /** The argument that makes the gateway's program a worker. */
  public static final String ARGUMENT = "codec-worker";

  private static final Path OOM_SCORE = Path.of("/proc/self/oom_score_adj");

  private ForeignCodecs() {}

  /** Where they come from. */
  public static List<CodecProvider> providers() {
    return List.of(new OpenJpegCodecs(), new LibJxlCodecs());
  }

  /**
   * Works on the standard streams until the input ends, and ends the process, busy or not.
   *
   * @throws IOException if the input cannot be read
   */
  public static void work() throws IOException {
    work(providers());
  }

  /** The same with codecs of choice. */
  static void work(List<CodecProvider> providers) throws IOException {
    giveWayWhenMemoryIsShort();
    FrameCodecs codecs = FrameCodecs.probe(providers, Integer.MAX_VALUE);
    AddressSpace memory = AddressSpace.ofThisProcess();
    // Never closed: that would wait for C code.
    ExecutorService executor =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    try (FileInputStream in = new FileInputStream(FileDescriptor.in);
        FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      new CodecWorker(codecs, memory::allow, executor, in, out).run();
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  /** Linux ends a worker first, rather than the gateway. */
  private static void giveWayWhenMemoryIsShort() {
    try {
      Files.writeString(OOM_SCORE, "1000");
    } catch (IOException | SecurityException notThatSystem) {
      // Nothing is lost but the preference.
    }
  }
}
