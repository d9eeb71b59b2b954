package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.FakeArchive.RetrieveScript;
import io.isthmus.archive.RetrieveOutcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What a PACS does in the tests of this package. */
public final class Scripts {
  private static final int FRAGMENT = 4096;

  private Scripts() {}

  interface Step {
    RetrieveOutcome run() throws IOException, InterruptedException, ArchiveException;
  }

  /** Sends the instances one after the other and ends well. */
  public static RetrieveScript sending(HandMade... instances) {
    return (scope, arrivals, cancellation) -> {
      send(arrivals, instances);
      return success(instances.length);
    };
  }

  /** Sends the instances and ends well when the latch opens. */
  public static RetrieveScript holding(CountDownLatch end, HandMade... instances) {
    return (scope, arrivals, cancellation) -> {
      send(arrivals, instances);
      await(end);
      return success(instances.length);
    };
  }

  static RetrieveOutcome success(int completed) {
    return new RetrieveOutcome(0x0000, completed, 0, 0, List.of());
  }

  static void send(Arrivals arrivals, HandMade... instances) throws ArchiveException {
    try {
      for (HandMade instance : instances) {
        instance.arrive(arrivals, FRAGMENT);
      }
    } catch (IOException e) {
      throw new ArchiveException(new ArchiveFailure.Broken("main", "could not be stored"), e);
    }
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a step that may wait and may fail on the disk. */
  static RetrieveOutcome during(Step step) throws ArchiveException {
    try {
      return step.run();
    } catch (IOException e) {
      throw new ArchiveException(new ArchiveFailure.Broken("main", "could not be stored"), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A PACS that has these, and sends those of them that it is asked for. */
  public static RetrieveScript sendingTheAsked(HandMade... instances) {
    return (scope, arrivals, cancellation) -> {
      HandMade[] asked =
          Arrays.stream(instances)
              .filter(one -> scope.covers(one.study(), one.series(), one.sop()))
              .toArray(HandMade[]::new);
      send(arrivals, asked);
      return success(asked.length);
    };
  }
}
