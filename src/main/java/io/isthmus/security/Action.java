package io.isthmus.security;

/** What a route does, as access rules and the audit trail name it. */
public enum Action {
  /** QIDO-RS search. */
  SEARCH,
  /** WADO-RS and WADO-URI retrieval. */
  RETRIEVE,
  /** Reading what can be asked for over HTTP. */
  DESCRIBE,
  /** Reading the state of the configured PACS. */
  OBSERVE,
  /** Finding out anew what a PACS can do, which costs it some small searches. */
  PROBE,
  /** The page and its files, which carry no data of a PACS. */
  PAGE
}
