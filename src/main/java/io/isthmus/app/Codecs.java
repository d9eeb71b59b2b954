package io.isthmus.app;

import io.isthmus.config.CodecConfig;
import io.isthmus.pixel.codec.CodecProvider;
import io.isthmus.pixel.codec.FrameCodecs;
import io.isthmus.pixel.codec.JavaCodecs;
import io.isthmus.pixel.worker.CodecWorkers;
import io.isthmus.pixel.worker.ForeignCodecs;
import io.isthmus.pixel.worker.IsolatedCodecs;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** What can be done with pixels on this machine, and the processes that do some of it. */
record Codecs(FrameCodecs frames, CodecWorkers workers) implements AutoCloseable {
  /** A worker holds a codestream and the frame that is made of it, and its own code. */
  private static final long CODESTREAM_AND_FRAME = 3;

  private static final int OWN_MEGABYTES = 64;

  /**
   * Looks for the codecs.
   *
   * @param most frames at once
   * @param largestFrame in bytes
   */
  static Codecs of(
      CodecConfig config, int most, long largestFrame, ScheduledExecutorService alarms) {
    CodecWorkers workers =
        CodecWorkers.processes(workerCommand(largestFrame), most, CodecWorkers.IDLE, alarms);
    List<CodecProvider> providers = new ArrayList<>(List.of(new JavaCodecs()));
    switch (config.isolation()) {
      case PROCESS ->
          ForeignCodecs.providers()
              .forEach(provider -> providers.add(new IsolatedCodecs(provider, workers)));
      case INLINE -> providers.addAll(ForeignCodecs.providers());
      case OFF -> {}
    }
    return new Codecs(FrameCodecs.probe(providers, largestFrame), workers);
  }

  /** Our own program, started again to be a worker. */
  private static List<String> workerCommand(long largestFrame) {
    if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
      return List.of(
          ProcessHandle.current().info().command().orElse("isthmus"), ForeignCodecs.ARGUMENT);
    }
    long megabytes = CODESTREAM_AND_FRAME * (largestFrame >> 20) + OWN_MEGABYTES;
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + megabytes + "m",
        // What is compiled is little: C code does the work.
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-XX:+ExitOnOutOfMemoryError",
        // A crash says nothing on the standard output and leaves no file.
        "-XX:+SuppressFatalErrorMessage",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        ownCode(),
        Main.class.getName(),
        ForeignCodecs.ARGUMENT);
  }

  /** The folder or archive of our classes; a worker needs no others. */
  private static String ownCode() {
    try {
      return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    workers.close();
  }
}
