package io.isthmus.dimse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A DIMSE message without its data set (PS3.7 9.3, 10.3). */
public sealed interface DimseMessage {
  /** A message that asks for an operation or notification. */
  sealed interface Request extends DimseMessage {
    /** Message ID, 1..65535. */
    int messageId();

    /** The SOP class that the command names; not always the abstract syntax of its context. */
    String sopClassUid();
  }

  /** A message that answers a request. */
  sealed interface Response extends DimseMessage {
    /** Message ID of the request. */
    int respondsTo();

    /** How the operation went or goes. */
    DimseStatus status();
  }

  /** Verification. */
  record CEchoRq(int messageId, String sopClassUid) implements Request {}

  /** Answer to {@link CEchoRq}. */
  record CEchoRsp(int respondsTo, String sopClassUid, DimseStatus status) implements Response {}

  /** Query; the identifier follows. */
  record CFindRq(int messageId, String sopClassUid, Priority priority) implements Request {}

  /** Answer to {@link CFindRq}; the identifier of a match follows while pending. */
  record CFindRsp(int respondsTo, String sopClassUid, DimseStatus status) implements Response {}

  /** Retrieve on this association; the identifier follows. */
  record CGetRq(int messageId, String sopClassUid, Priority priority) implements Request {}

  /** Answer to {@link CGetRq}; a list of failed UIDs may follow the last one. */
  record CGetRsp(int respondsTo, String sopClassUid, DimseStatus status, SubOperationCounts counts)
      implements Response {}

  /** Retrieve to another AE; the identifier follows. */
  record CMoveRq(int messageId, String sopClassUid, Priority priority, String destination)
      implements Request {}

  /** Answer to {@link CMoveRq}; a list of failed UIDs may follow the last one. */
  record CMoveRsp(int respondsTo, String sopClassUid, DimseStatus status, SubOperationCounts counts)
      implements Response {}

  /**
   * Storage; the data set follows.
   *
   * @param moveOriginatorAeTitle who asked for the C-MOVE that this belongs to; often not sent
   * @param moveOriginatorMessageId Message ID of that C-MOVE; often not sent
   */
  record CStoreRq(
      int messageId,
      String sopClassUid,
      String sopInstanceUid,
      Priority priority,
      @Nullable String moveOriginatorAeTitle,
      @Nullable Integer moveOriginatorMessageId)
      implements Request {}

  /** Answer to {@link CStoreRq}. */
  record CStoreRsp(int respondsTo, String sopClassUid, String sopInstanceUid, DimseStatus status)
      implements Response {}

  /** Asks to end a running C-FIND, C-GET or C-MOVE. */
  record CCancelRq(int respondsTo) implements DimseMessage {}

  /**
   * Request of a normalized service.
   *
   * @param sopInstanceUid absent in an N-CREATE that leaves it to the SCP
   * @param typeId Event Type ID or Action Type ID; null where there is none
   * @param attributes Attribute Identifier List of N-GET
   */
  record NormalizedRq(
      NormalizedService service,
      int messageId,
      String sopClassUid,
      @Nullable String sopInstanceUid,
      @Nullable Integer typeId,
      List<Integer> attributes)
      implements Request {
    public NormalizedRq {
      attributes = List.copyOf(attributes);
    }
  }

  /** Answer to {@link NormalizedRq}; the fields are as there. */
  record NormalizedRsp(
      NormalizedService service,
      int respondsTo,
      String sopClassUid,
      @Nullable String sopInstanceUid,
      @Nullable Integer typeId,
      DimseStatus status)
      implements Response {}
}
