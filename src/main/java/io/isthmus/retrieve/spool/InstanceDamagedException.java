package io.isthmus.retrieve.spool;

/**
 * What is on disk of an instance is not what was written there: another has to be retrieved, since
 * this one is not going to mend. Without encryption it is noticed only where bytes are missing.
 */
public final class InstanceDamagedException extends InstanceBrokenException {
  private static final long serialVersionUID = 1;

  InstanceDamagedException(String reason) {
    super(reason);
  }
}
