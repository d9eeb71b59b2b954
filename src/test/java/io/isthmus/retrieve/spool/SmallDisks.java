package io.isthmus.retrieve.spool;

import java.io.IOException;

/** Spools on disks that can be full. */
public final class SmallDisks {
  private SmallDisks() {}

  /** Opens a spool on a disk of so many bytes. */
  public static InstanceSpool spool(InstanceSpool.Options options, long capacity)
      throws IOException {
    return InstanceSpool.open(options, new SmallDisk(capacity));
  }
}
