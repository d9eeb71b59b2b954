package io.isthmus.demo;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How the demo archive behaves. Immutable.
 *
 * @param aeTitle what it is called by; other called AE titles are rejected
 * @param host the address that it listens on
 * @param port 0 takes a free one
 * @param maxAssociations most at once, 1 or more; one more is rejected as transient
 * @param misbehaviours what it gets wrong
 * @param matchDelay waited before each match of a C-FIND
 * @param storeDelay waited before each instance of a C-GET or C-MOVE
 * @param failEvery each so many-th sub-operation of a retrieve fails; 0 for none
 * @param storageLimit most bytes of instances taken by C-STORE; more is answered with A700H
 */
public record DemoOptions(
    String aeTitle,
    String host,
    int port,
    int maxAssociations,
    Set<Misbehaviour> misbehaviours,
    Duration matchDelay,
    Duration storeDelay,
    int failEvery,
    long storageLimit) {

  /** A well-behaved archive called DEMO on a free port of this machine alone. */
  public static final DemoOptions DEFAULT =
      new DemoOptions(
          "DEMO", "127.0.0.1", 0, 64, Set.of(), Duration.ZERO, Duration.ZERO, 0, 1L << 30);

  /** Options that hold a copy of the set. */
  public DemoOptions {
    misbehaviours = Set.copyOf(misbehaviours);
  }

  /** The same with these misbehaviours. */
  public DemoOptions with(Misbehaviour first, Misbehaviour... others) {
    return with(port, maxAssociations, EnumSet.of(first, others), failEvery);
  }

  /** The same on this port. */
  public DemoOptions onPort(int other) {
    return with(other, maxAssociations, misbehaviours, failEvery);
  }

  /** The same with another limit of associations. */
  public DemoOptions withMaxAssociations(int most) {
    return with(port, most, misbehaviours, failEvery);
  }

  /** The same where each so many-th sub-operation fails. */
  public DemoOptions failingEvery(int count) {
    return with(port, maxAssociations, misbehaviours, count);
  }

  private DemoOptions with(int at, int most, Set<Misbehaviour> wrong, int failing) {
    return new DemoOptions(
        aeTitle, host, at, most, wrong, matchDelay, storeDelay, failing, storageLimit);
  }

  /** The same with a wait before each match and before each instance that is sent. */
  public DemoOptions withDelays(Duration match, Duration store) {
    return new DemoOptions(
        aeTitle, host, port, maxAssociations, misbehaviours, match, store, failEvery, storageLimit);
  }

  /** The same with room for other bytes of stored instances. */
  public DemoOptions withStorageLimit(long bytes) {
    return new DemoOptions(
        aeTitle,
        host,
        port,
        maxAssociations,
        misbehaviours,
        matchDelay,
        storeDelay,
        failEvery,
        bytes);
  }

  boolean does(Misbehaviour misbehaviour) {
    return misbehaviours.contains(misbehaviour);
  }
}
