package io.isthmus.demo;

/** What the demo archive can be told to get wrong, as archives in use do. */
public enum Misbehaviour {
  /** A query that leaves out a unique key above its level ends with C000H. */
  NO_RELATIONAL_QUERIES,
  /** The numbers of related studies, series and instances are neither matched nor returned. */
  NO_COUNTS,
  /** Modalities in Study is neither matched nor returned. */
  NO_MODALITIES_IN_STUDY,
  /** At the level of instances only unique keys and Instance Number are returned. */
  FEW_INSTANCE_KEYS,
  /** Person names match only in their own case. */
  CASE_SENSITIVE_NAMES,
  /**
   * Answers are in ISO_IR 100 whatever is asked or stored; other characters become question marks.
   */
  LATIN_ANSWERS,
  /**
   * Answers declare ISO_IR 100 while their text stays in the character set that it is stored in.
   */
  WRONG_CHARACTER_SET,
  /** Query/Retrieve Level is missing from answers. */
  NO_LEVEL_IN_ANSWERS,
  /** Each match comes twice. */
  DUPLICATE_MATCHES,
  /** C-CANCEL of a C-FIND has no effect. */
  IGNORES_CANCEL,
  /** C-GET is not offered. */
  NO_GET,
  /** A retrieve that names anything unknown ends with C000H and sends nothing. */
  UNKNOWN_UID_FAILS,
  /** An unknown destination of C-MOVE is answered with C000H, not A801H. */
  UNKNOWN_DESTINATION_IS_C000,
  /** C-STORE requests of a C-MOVE do not say whose move it is. */
  NO_MOVE_ORIGINATOR,
  /** C-STORE requests of a C-MOVE name the archive itself and Message ID zero. */
  MEANINGLESS_MOVE_ORIGINATOR,
  /** A C-MOVE sends over three associations at once. */
  SEVERAL_MOVE_ASSOCIATIONS,
  /** Responses to C-GET and C-MOVE lack the counters of sub-operations. */
  NO_SUB_OPERATION_COUNTS,
  /** C-GET and C-MOVE have no pending responses. */
  NO_PENDING_RESPONSES,
  /** The final response of C-GET and C-MOVE does not list what failed. */
  NO_FAILED_LIST,
  /** The final response of C-GET and C-MOVE comes before the last instance. */
  EARLY_FINAL_RESPONSE,
  /** Roles that are proposed for C-GET are not answered, and instances are sent all the same. */
  NO_ROLE_ANSWER,
  /** Roles that are proposed for C-GET are not accepted: it sends nothing. */
  NO_ROLES,
  /** A retrieve at the level of instances sends their whole series. */
  SERIES_FOR_INSTANCES,
  /** A retrieve of several instances sends the first alone and calls that a success. */
  FIRST_OF_LIST_ONLY,
  /** A retrieve of a study or series leaves out the last instance, and counts what it sends. */
  SENDS_FEWER,
  /** A retrieve of more than one instance, however named, ends with C000H and sends nothing. */
  ONE_BY_ONE_ONLY,
  /** Retrieval without bulk data is not offered. */
  NO_RETRIEVE_WITHOUT_BULK_DATA,
  /** Retrieval of frames is not offered. */
  NO_FRAME_RETRIEVE,
  /** Each instance of a retrieve is sent twice. */
  DUPLICATE_INSTANCES,
  /** The SOP classes of studies and instances are not returned. */
  NO_SOP_CLASSES,
  /** Extended negotiation is passed over in silence. */
  NO_EXTENDED_NEGOTIATION,
  /** Extended negotiation says yes to relational queries, and they end with C000H all the same. */
  EMPTY_PROMISE,
  /** Relational queries end with C000H on associations that did not negotiate them. */
  RELATIONAL_WHEN_NEGOTIATED,
  /** A query for instances that names no series looks into the first series of a study alone. */
  FIRST_SERIES_ONLY,
  /** No storage class is accepted, whoever is to send. */
  NO_STORAGE_CLASSES,
  /** Modalities in Study and the numbers of related entities are returned, but not matched. */
  RETURNED_BUT_NOT_MATCHED,
  /** A value of SOP Classes in Study or of a number of related entities matches nothing. */
  MATCHES_NOTHING,
  /** A query by an optional key of studies (PS3.4 Table C.6-2) ends with A900H. */
  REFUSES_OPTIONAL_KEYS,
  /**
   * A query by Study Description is never answered, one by Study ID ends the association, and for
   * one by Accession Number there is never room (A700H).
   */
  STUMBLES_OVER_KEYS,
  /** A C-FIND that was cancelled ends at once, but with 0000H. */
  CANCEL_IS_SUCCESS,
  /** Associations above the limit are accepted and wait in silence until another ends. */
  STALLS_ABOVE_LIMIT
}
