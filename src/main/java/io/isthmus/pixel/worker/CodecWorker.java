package io.isthmus.pixel.worker;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.codec.FrameCodecs;
import io.isthmus.pixel.codec.FrameDecoder;
import io.isthmus.pixel.codec.FrameEncoder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/** The inside of a worker: takes jobs until its input ends, which it does when the parent does. */
public final class CodecWorker {
  private static final int BUFFER = 1 << 16;

  private final FrameCodecs codecs;
  private final LongConsumer memory;
  private final Executor executor;
  private final DataInputStream in;
  private final DataOutputStream out;

  /**
   * A worker with these codecs.
   *
   * @param memory is told, before each frame, how many bytes more the process may take
   * @param executor runs the codecs, on another thread: the caller's sees the end of the input even
   *     while C code is busy
   */
  public CodecWorker(
      FrameCodecs codecs,
      LongConsumer memory,
      Executor executor,
      InputStream input,
      OutputStream output) {
    this.codecs = codecs;
    this.memory = memory;
    this.executor = executor;
    this.in = new DataInputStream(new BufferedInputStream(input, BUFFER));
    this.out = new DataOutputStream(new BufferedOutputStream(output, BUFFER));
  }

  /**
   * Works until the input ends.
   *
   * @throws IOException if the input ends within a job, or cannot be read
   */
  public void run() throws IOException {
    while (true) {
      Job job;
      try {
        job = Job.read(in);
      } catch (EOFException end) {
        return;
      }
      executor.execute(() -> answer(job));
    }
  }

  private void answer(Job job) {
    Answer answer;
    try {
      answer = new Answer.Done(done(job));
    } catch (CodecException e) {
      answer = Answer.Failed.of(e);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      answer = new Answer.Failed(Reason.FAILED, e.toString());
    }
    try {
      answer.write(out);
    } catch (IOException parentIsGone) {
      // Then the input ends too.
    }
  }

  private byte[] done(Job job) throws CodecException {
    memory.accept(job.memory());
    Deadline deadline = Deadline.in(Duration.ofNanos(job.nanos()), System::nanoTime);
    if (job.encode()) {
      FrameEncoder encoder = codecs.encoder(job.syntax()).orElseThrow(() -> absent(job));
      return encoder.encode(job.frame(), job.pixels(), deadline);
    }
    FrameDecoder decoder = codecs.decoder(job.syntax()).orElseThrow(() -> absent(job));
    return decoder.decode(job.frame(), job.pixels(), deadline);
  }

  private CodecException absent(Job job) {
    return new CodecException(
        Reason.FAILED, "no codec for " + job.syntax().uid() + " in a worker: " + codecs.absences());
  }
}
