package io.isthmus.pixel.worker;

import io.isthmus.app.Main;
import io.isthmus.pixel.codec.CodecProvider;
import io.isthmus.pixel.codec.FrameCodecs;
import io.isthmus.pixel.codec.JavaCodecs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The codecs that a gateway has: those in Java, and those of the installed libraries in workers.
 */
public record IsolatedLibraries(
    FrameCodecs codecs, CodecWorkers workers, ScheduledExecutorService alarms)
    implements AutoCloseable {
  /** Looks for them; a worker starts when it is needed. */
  public static IsolatedLibraries find() {
    ScheduledExecutorService alarms =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    List<String> command = new ArrayList<>(HostileWorker.javaCommand(Main.class));
    command.add(ForeignCodecs.ARGUMENT);
    CodecWorkers workers = CodecWorkers.processes(command, 2, CodecWorkers.IDLE, alarms);
    List<CodecProvider> providers = new ArrayList<>(List.of(new JavaCodecs()));
    ForeignCodecs.providers()
        .forEach(provider -> providers.add(new IsolatedCodecs(provider, workers)));
    return new IsolatedLibraries(FrameCodecs.probe(providers, 1 << 28), workers, alarms);
  }

  /** The same without workers. */
  public static IsolatedLibraries inline() {
    IsolatedLibraries unused = find();
    return new IsolatedLibraries(
        FrameCodecs.probe(ForeignCodecs.providers(), 1 << 28), unused.workers, unused.alarms);
  }

  @Override
  public void close() {
    workers.close();
    alarms.shutdownNow();
  }
}
