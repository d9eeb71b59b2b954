package io.isthmus.pool;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A PACS that counts its associations, from the first packet to the last, and fails as it is told.
 */
final class FakePeer implements Connector<FakePeer.Connection> {
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger standing = new AtomicInteger();
  private final AtomicInteger peak = new AtomicInteger();
  private final AtomicInteger tried = new AtomicInteger();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final Queue<Answer> answers = new ArrayDeque<>();

  /** What happens while an association is opened. */
  @FunctionalInterface
  interface Answer {
    void run() throws IOException;
  }

  /** Lets the next openings go as told, in turn; those after go well. */
  void answer(Answer... next) {
    synchronized (answers) {
      answers.addAll(List.of(next));
    }
  }

  static Answer refuses() {
    return () -> {
      throw new IOException("connection refused");
    };
  }

  static Answer hasNoRoom() {
    return () -> {
      throw new PeerSaturatedException(new IOException("rejected: local limit exceeded"));
    };
  }

  @Override
  public Connection open(Recipe recipe) throws IOException {
    tried.incrementAndGet();
    int now = standing.incrementAndGet();
    peak.accumulateAndGet(now, Math::max);
    try {
      Answer answer = nextAnswer();
      if (answer != null) {
        answer.run();
      }
    } catch (IOException | RuntimeException | Error e) {
      standing.decrementAndGet();
      throw e;
    }
    Connection connection = new Connection(ids.incrementAndGet(), recipe);
    log.add("open " + connection.id);
    return connection;
  }

  private @Nullable Answer nextAnswer() {
    synchronized (answers) {
      return answers.poll();
    }
  }

  /** Openings tried. */
  int tried() {
    return tried.get();
  }

  /** Most associations that stood at once. */
  int peak() {
    return peak.get();
  }

  /** Associations that stand. */
  int standing() {
    return standing.get();
  }

  /** What happened, such as {@code open 1} and {@code release 1}. */
  List<String> log() {
    return List.copyOf(log);
  }

  /** An association with this peer, which accepts all that is proposed. */
  final class Connection implements Pooled {
    final int id;
    private final Recipe recipe;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicBoolean used = new AtomicBoolean();
    private volatile boolean alive = true;
    private volatile boolean looksFail;

    private Connection(int id, Recipe recipe) {
      this.id = id;
      this.recipe = recipe;
    }

    /** One operation; fails if there is another at the same time. */
    @SuppressWarnings("ThreadPriorityCheck") // Lets another user in, if there is one.
    void use() {
      if (!used.compareAndSet(false, true)) {
        throw new AssertionError("two operations on one association");
      }
      Thread.yield();
      used.set(false);
    }

    /** The peer closed it, which this side has not noticed. */
    void dies() {
      alive = false;
    }

    /** Looking whether it is alive fails from now on. */
    void looksFail() {
      looksFail = true;
    }

    /** The peer closed it, which this side has noticed. */
    void ends() {
      end("end");
    }

    @Override
    public boolean isOpen() {
      return open.get();
    }

    @Override
    public boolean covers(ContextsNeeded need, Recipe wanted) {
      return recipe.offers().containsAll(wanted.offers());
    }

    @Override
    public boolean isAlive() {
      if (looksFail) {
        throw new IllegalStateException("made up");
      }
      return alive && isOpen();
    }

    @Override
    public void release() {
      end("release");
    }

    @Override
    public void abort() {
      end("abort");
    }

    private void end(String how) {
      if (open.compareAndSet(true, false)) {
        log.add(how + " " + id);
        standing.decrementAndGet();
      }
    }
  }
}
