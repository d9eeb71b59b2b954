package io.isthmus.retrieve;

/** What the descriptions of a PACS's instances are made from (WADO-23). */
public enum Descriptions {
  /** From instances without their bulk data, where the PACS sends them so; else from whole ones. */
  AUTO,
  /** From whole instances, which are then held for what follows. */
  INSTANCES,
  /** From what the PACS answers to C-FIND, which is less than everything. */
  FIND
}
