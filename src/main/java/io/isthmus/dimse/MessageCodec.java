package io.isthmus.dimse;

import static io.isthmus.dimse.CommandSet.ActionTypeID;
import static io.isthmus.dimse.CommandSet.AffectedSOPClassUID;
import static io.isthmus.dimse.CommandSet.AffectedSOPInstanceUID;
import static io.isthmus.dimse.CommandSet.AttributeIdentifierList;
import static io.isthmus.dimse.CommandSet.ErrorComment;
import static io.isthmus.dimse.CommandSet.EventTypeID;
import static io.isthmus.dimse.CommandSet.MessageID;
import static io.isthmus.dimse.CommandSet.MessageIDBeingRespondedTo;
import static io.isthmus.dimse.CommandSet.MoveDestination;
import static io.isthmus.dimse.CommandSet.MoveOriginatorApplicationEntityTitle;
import static io.isthmus.dimse.CommandSet.MoveOriginatorMessageID;
import static io.isthmus.dimse.CommandSet.RequestedSOPClassUID;
import static io.isthmus.dimse.CommandSet.RequestedSOPInstanceUID;
import static io.isthmus.dimse.CommandSet.Status;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Turns messages into command sets and back (PS3.7 9.3, 10.3, E.1). */
public final class MessageCodec {
  private MessageCodec() {}

  /** The command set of a message, with or without a data set behind it. */
  public static CommandSet encode(DimseMessage message, boolean dataSetFollows) {
    CommandSet.Builder command =
        switch (message) {
          case DimseMessage.Request request -> request(request);
          case DimseMessage.Response response -> response(response);
          case DimseMessage.CCancelRq cancel ->
              field(CommandField.C_CANCEL_RQ)
                  .unsigned16(MessageIDBeingRespondedTo, cancel.respondsTo());
        };
    return command.dataSet(dataSetFollows).build();
  }

  private static CommandSet.Builder field(int value) {
    return CommandSet.builder().unsigned16(CommandSet.CommandField, value);
  }

  private static CommandSet.Builder request(DimseMessage.Request request) {
    CommandSet.Builder command =
        switch (request) {
          case DimseMessage.CEchoRq _ -> field(CommandField.C_ECHO_RQ);
          case DimseMessage.CFindRq rq -> field(CommandField.C_FIND_RQ, rq.priority());
          case DimseMessage.CGetRq rq -> field(CommandField.C_GET_RQ, rq.priority());
          case DimseMessage.CMoveRq rq ->
              field(CommandField.C_MOVE_RQ, rq.priority()).text(MoveDestination, rq.destination());
          case DimseMessage.CStoreRq rq ->
              field(CommandField.C_STORE_RQ, rq.priority())
                  .uid(AffectedSOPInstanceUID, rq.sopInstanceUid())
                  .text(MoveOriginatorApplicationEntityTitle, rq.moveOriginatorAeTitle())
                  .unsigned16(MoveOriginatorMessageID, rq.moveOriginatorMessageId());
          case DimseMessage.NormalizedRq rq -> normalized(rq);
        };
    boolean requested = request instanceof DimseMessage.NormalizedRq rq && !rq.service().affected();
    return command
        .unsigned16(MessageID, request.messageId())
        .uid(requested ? RequestedSOPClassUID : AffectedSOPClassUID, request.sopClassUid());
  }

  private static CommandSet.Builder field(int value, Priority priority) {
    return field(value).unsigned16(CommandSet.Priority, priority.code());
  }

  private static CommandSet.Builder normalized(DimseMessage.NormalizedRq rq) {
    CommandSet.Builder command = field(rq.service().code());
    int instance = rq.service().affected() ? AffectedSOPInstanceUID : RequestedSOPInstanceUID;
    command.uid(instance, rq.sopInstanceUid()).tags(AttributeIdentifierList, rq.attributes());
    return type(command, rq.service(), rq.typeId());
  }

  private static CommandSet.Builder type(
      CommandSet.Builder command, NormalizedService service, @Nullable Integer typeId) {
    int element = service == NormalizedService.N_EVENT_REPORT ? EventTypeID : ActionTypeID;
    return command.unsigned16(element, typeId);
  }

  private static CommandSet.Builder response(DimseMessage.Response response) {
    CommandSet.Builder command =
        switch (response) {
          case DimseMessage.CEchoRsp rsp -> answer(CommandField.C_ECHO_RQ, rsp.sopClassUid());
          case DimseMessage.CFindRsp rsp -> answer(CommandField.C_FIND_RQ, rsp.sopClassUid());
          case DimseMessage.CGetRsp rsp ->
              counted(answer(CommandField.C_GET_RQ, rsp.sopClassUid()), rsp.counts());
          case DimseMessage.CMoveRsp rsp ->
              counted(answer(CommandField.C_MOVE_RQ, rsp.sopClassUid()), rsp.counts());
          case DimseMessage.CStoreRsp rsp ->
              answer(CommandField.C_STORE_RQ, rsp.sopClassUid())
                  .uid(AffectedSOPInstanceUID, rsp.sopInstanceUid());
          case DimseMessage.NormalizedRsp rsp ->
              type(
                  answer(rsp.service().code(), rsp.sopClassUid())
                      .uid(AffectedSOPInstanceUID, rsp.sopInstanceUid()),
                  rsp.service(),
                  rsp.typeId());
        };
    String comment = response.status().comment();
    return command
        .unsigned16(MessageIDBeingRespondedTo, response.respondsTo())
        .unsigned16(Status, response.status().code())
        .text(ErrorComment, comment.isEmpty() ? null : comment);
  }

  private static CommandSet.Builder answer(int requestField, String sopClassUid) {
    return field(requestField | CommandField.RESPONSE).uid(AffectedSOPClassUID, sopClassUid);
  }

  private static CommandSet.Builder counted(CommandSet.Builder command, SubOperationCounts counts) {
    counts.put(command);
    return command;
  }

  /**
   * The message of a command set.
   *
   * @throws MalformedCommandException if its field is none of PS3.7, or it lacks its message id or
   *     status
   */
  public static DimseMessage decode(CommandSet command) throws MalformedCommandException {
    int field = command.required16(CommandSet.CommandField);
    if (field == CommandField.C_CANCEL_RQ) {
      return new DimseMessage.CCancelRq(command.required16(MessageIDBeingRespondedTo));
    }
    return (field & CommandField.RESPONSE) == 0
        ? decodeRequest(command, field)
        : decodeResponse(command, field & ~CommandField.RESPONSE);
  }

  private static DimseMessage decodeRequest(CommandSet command, int field)
      throws MalformedCommandException {
    int id = command.required16(MessageID);
    String sopClass = sopClass(command);
    Priority priority = Priority.of(command.unsigned16(CommandSet.Priority).orElse(0));
    return switch (field) {
      case CommandField.C_ECHO_RQ -> new DimseMessage.CEchoRq(id, sopClass);
      case CommandField.C_FIND_RQ -> new DimseMessage.CFindRq(id, sopClass, priority);
      case CommandField.C_GET_RQ -> new DimseMessage.CGetRq(id, sopClass, priority);
      case CommandField.C_MOVE_RQ ->
          new DimseMessage.CMoveRq(id, sopClass, priority, command.text(MoveDestination));
      case CommandField.C_STORE_RQ ->
          new DimseMessage.CStoreRq(
              id,
              sopClass,
              command.text(AffectedSOPInstanceUID),
              priority,
              command.textOrNull(MoveOriginatorApplicationEntityTitle),
              boxed(command.unsigned16(MoveOriginatorMessageID)));
      default ->
          new DimseMessage.NormalizedRq(
              service(field),
              id,
              sopClass,
              sopInstance(command),
              typeId(command),
              command.tags(AttributeIdentifierList));
    };
  }

  private static DimseMessage decodeResponse(CommandSet command, int field)
      throws MalformedCommandException {
    int id = command.required16(MessageIDBeingRespondedTo);
    DimseStatus status = new DimseStatus(command.required16(Status), command.text(ErrorComment));
    String sopClass = sopClass(command);
    return switch (field) {
      case CommandField.C_ECHO_RQ -> new DimseMessage.CEchoRsp(id, sopClass, status);
      case CommandField.C_FIND_RQ -> new DimseMessage.CFindRsp(id, sopClass, status);
      case CommandField.C_GET_RQ ->
          new DimseMessage.CGetRsp(id, sopClass, status, SubOperationCounts.of(command));
      case CommandField.C_MOVE_RQ ->
          new DimseMessage.CMoveRsp(id, sopClass, status, SubOperationCounts.of(command));
      case CommandField.C_STORE_RQ ->
          new DimseMessage.CStoreRsp(id, sopClass, command.text(AffectedSOPInstanceUID), status);
      default ->
          new DimseMessage.NormalizedRsp(
              service(field), id, sopClass, sopInstance(command), typeId(command), status);
    };
  }

  /** Peers mix up Affected and Requested, so either is taken. */
  private static String sopClass(CommandSet command) {
    String affected = command.text(AffectedSOPClassUID);
    return affected.isEmpty() ? command.text(RequestedSOPClassUID) : affected;
  }

  private static @Nullable String sopInstance(CommandSet command) {
    String affected = command.textOrNull(AffectedSOPInstanceUID);
    return affected == null ? command.textOrNull(RequestedSOPInstanceUID) : affected;
  }

  private static @Nullable Integer typeId(CommandSet command) {
    OptionalInt event = command.unsigned16(EventTypeID);
    return boxed(event.isPresent() ? event : command.unsigned16(ActionTypeID));
  }

  private static @Nullable Integer boxed(OptionalInt number) {
    return number.isPresent() ? (Integer) number.getAsInt() : null;
  }

  private static NormalizedService service(int field) throws MalformedCommandException {
    return NormalizedService.of(field)
        .orElseThrow(() ->
            new MalformedCommandException(String.format("unknown command field %04XH", field)));
  }
}
