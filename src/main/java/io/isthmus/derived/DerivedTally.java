package io.isthmus.derived;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts since the start. Thread safe. */
final class DerivedTally {
  final LongAdder hits = new LongAdder();
  final LongAdder shared = new LongAdder();
  final LongAdder made = new LongAdder();
  final LongAdder refused = new LongAdder();
  private final ConcurrentMap<String, Work> work = new ConcurrentHashMap<>();

  /** Frames in one transfer syntax, and the time that they took. */
  private record Work(LongAdder frames, LongAdder nanos) {}

  /** A frame was made, or could not be, in this time. */
  void worked(String transferSyntaxUid, long nanos) {
    Work one = of(transferSyntaxUid);
    one.frames().increment();
    one.nanos().add(nanos);
  }

  long frames(String transferSyntaxUid) {
    return of(transferSyntaxUid).frames().sum();
  }

  long nanos(String transferSyntaxUid) {
    return of(transferSyntaxUid).nanos().sum();
  }

  private Work of(String transferSyntaxUid) {
    return work.computeIfAbsent(
        transferSyntaxUid, uid -> new Work(new LongAdder(), new LongAdder()));
  }
}
