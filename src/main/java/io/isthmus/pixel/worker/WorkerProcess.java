package io.isthmus.pixel.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A child process that runs {@link CodecWorker}. Jobs and answers go over its pipes. */
final class WorkerProcess implements Worker {
  private static final int BUFFER = 1 << 16;

  /** The rest of the environment may hold what hostile pictures must not find. */
  private static final Set<String> ENVIRONMENT =
      Set.of("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH", "SystemRoot", "TMPDIR", "TEMP");

  private final Process process;
  private final DataOutputStream out;
  private final DataInputStream in;
  private volatile boolean killed;

  private WorkerProcess(Process process) {
    this.process = process;
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER));
  }

  /** Starts a worker by a command. */
  static WorkerProcess start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().retainAll(ENVIRONMENT);
    return new WorkerProcess(builder.start());
  }

  @Override
  public Answer work(Job job, long most) throws IOException {
    try {
      job.write(out);
      return Answer.read(in, most);
    } catch (EOFException e) {
      throw new IOException("the worker ended without an answer", e);
    }
  }

  @Override
  public boolean alive() {
    return !killed && process.isAlive();
  }

  @Override
  public void kill() {
    killed = true;
    process.destroyForcibly();
  }
}
