package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.SpoolReader;
import io.isthmus.security.Access;
import io.isthmus.security.Caller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import org.jspecify.annotations.Nullable;

/** A service over a scripted PACS and a real spool. */
public final class Bench implements AutoCloseable {
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Phaser underWay = new Phaser(1);
  private final FakeArchive pacs;
  private final InstanceSpool spool;
  private final RetrieveService service;

  public Bench(Path root, FakeArchive pacs) throws IOException {
    this(root, pacs, Access.OPEN);
  }

  public Bench(Path root, FakeArchive pacs, Access access) throws IOException {
    this(pacs, access, new InstanceSpool.Options(root, 1 << 26, Duration.ofHours(1)));
  }

  public Bench(FakeArchive pacs, Access access, InstanceSpool.Options options) throws IOException {
    this(pacs, access, options, RetrieveOptions.DEFAULT, Clock.systemUTC());
  }

  public Bench(
      FakeArchive pacs,
      Access access,
      InstanceSpool.Options options,
      RetrieveOptions behaviour,
      Clock clock)
      throws IOException {
    this.pacs = pacs;
    this.spool = InstanceSpool.open(options);
    this.service = new RetrieveService(pacs.alone(), access, spool, this::run, behaviour, clock);
  }

  public Retrieval open(RetrieveScope scope) throws ArchiveException {
    return service.open(Caller.LOCAL, pacs.id(), scope);
  }

  public RetrieveService service() {
    return service;
  }

  public InstanceSpool spool() {
    return spool;
  }

  /** Waits until nothing is asked of the PACS any more. */
  public void awaitQuiet() {
    underWay.arriveAndAwaitAdvance();
  }

  private void run(Runnable task) {
    underWay.register();
    executor.execute(() -> {
      try {
        task.run();
      } finally {
        underWay.arriveAndDeregister();
      }
    });
  }

  /** Bytes in the spool that are not merely held for later. */
  public long bytesInUse() {
    return spool.usage().bytes() - service.idleBytes();
  }

  /** Reads a retrieval to its end. */
  public static List<HandMade> readAll(Retrieval retrieval) throws ArchiveException, IOException {
    List<HandMade> read = new ArrayList<>();
    while (true) {
      HandMade next = readNext(retrieval);
      if (next == null) {
        return read;
      }
      read.add(next);
    }
  }

  /** Reads the next instance to its end; null at the end of the retrieval. */
  public static @Nullable HandMade readNext(Retrieval retrieval)
      throws ArchiveException, IOException {
    SpooledInstance instance = retrieval.next();
    if (instance == null) {
      return null;
    }
    try (SpoolReader reader = instance.open()) {
      return new HandMade(
          instance.sopClassUid(),
          instance.sopInstanceUid(),
          instance.studyInstanceUid(),
          instance.seriesInstanceUid(),
          instance.transferSyntax(),
          bytes(reader));
    }
  }

  private static byte[] bytes(SpoolReader reader) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(1000);
    while (reader.read(buffer.clear()) >= 0) {
      bytes.write(buffer.array(), 0, buffer.position());
    }
    return bytes.toByteArray();
  }

  /** Every retrieve has ended when this returns. */
  @Override
  public void close() throws IOException {
    executor.close();
    spool.close();
  }
}
