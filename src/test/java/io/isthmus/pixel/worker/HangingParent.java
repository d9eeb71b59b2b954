package io.isthmus.pixel.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

/** A program that tells the process id of its worker and then has it hang. */
public final class HangingParent {
  private HangingParent() {}

  /** The program. */
  public static void main(String... arguments) throws IOException {
    CodecWorkers workers =
        CodecWorkers.processes(
            HostileWorker.command(),
            1,
            CodecWorkers.IDLE,
            Executors.newSingleThreadScheduledExecutor());
    long pid = WorkerProcessTest.pid(workers, HostileWorker.PID, Duration.ofSeconds(20));
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write((pid + "\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      WorkerProcessTest.pid(workers, HostileWorker.HANG, Duration.ofMinutes(5));
    }
  }
}
