package io.isthmus.query;

/** Which keys of a search a C-FIND carries: fewer, each time that a PACS fails at them. */
enum KeysSent {
  /** All of them, each with its value. */
  ALL,
  /** Values only of keys that every PACS supports; of the others what it has is asked for. */
  REQUIRED_WITH_VALUES,
  /** None but those that every PACS supports. */
  REQUIRED_ALONE
}
