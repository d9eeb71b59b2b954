package io.isthmus.ul;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes the variable fields of A-ASSOCIATE-RQ and -AC. */
final class AssociatePduWriter {
  private static final int AE_TITLE_LENGTH = 16;
  private static final int RESERVED_LENGTH = 32;

  private AssociatePduWriter() {}

  static void write(Pdu.AAssociateRq rq, ItemBuffer out) {
    head(rq.protocolVersion(), rq.calledAeTitle(), rq.callingAeTitle(), rq.reserved(), out);
    out.item(ItemType.APPLICATION_CONTEXT, item -> item.text(rq.applicationContext()));
    for (PresentationContext context : rq.contexts()) {
      out.item(ItemType.PROPOSED_CONTEXT, item -> proposed(context, item));
    }
    out.item(ItemType.USER_INFORMATION, item -> user(rq.user(), item));
  }

  static void write(Pdu.AAssociateAc ac, ItemBuffer out) {
    head(ac.protocolVersion(), ac.calledAeTitle(), ac.callingAeTitle(), ac.reserved(), out);
    out.item(ItemType.APPLICATION_CONTEXT, item -> item.text(ac.applicationContext()));
    for (AnsweredContext context : ac.contexts()) {
      out.item(ItemType.ANSWERED_CONTEXT, item -> answered(context, item));
    }
    out.item(ItemType.USER_INFORMATION, item -> user(ac.user(), item));
  }

  private static void head(
      int version, String called, String calling, Octets reserved, ItemBuffer out) {
    out.unsigned16(version).zeros(2).text(called, AE_TITLE_LENGTH).text(calling, AE_TITLE_LENGTH);
    out.octets(Arrays.copyOf(reserved.toByteArray(), RESERVED_LENGTH));
  }

  private static void proposed(PresentationContext context, ItemBuffer out) {
    out.unsigned8(context.id()).zeros(3);
    out.item(ItemType.ABSTRACT_SYNTAX, item -> item.text(context.abstractSyntax()));
    for (String syntax : context.transferSyntaxes()) {
      out.item(ItemType.TRANSFER_SYNTAX, item -> item.text(syntax));
    }
  }

  private static void answered(AnsweredContext context, ItemBuffer out) {
    out.unsigned8(context.id()).zeros(1).unsigned8(context.result().code()).zeros(1);
    out.item(ItemType.TRANSFER_SYNTAX, item -> item.text(context.transferSyntax()));
  }

  private static void user(UserInformation user, ItemBuffer out) {
    out.item(ItemType.MAXIMUM_LENGTH, item -> item.unsigned32(user.maxPduLength()));
    out.item(ItemType.IMPLEMENTATION_CLASS_UID, item -> item.text(user.implementationClassUid()));
    AsynchronousOperationsWindow window = user.window();
    if (window != null) {
      out.item(
          ItemType.ASYNCHRONOUS_OPERATIONS_WINDOW,
          item -> item.unsigned16(window.invoked()).unsigned16(window.performed()));
    }
    for (RoleSelection role : user.roles()) {
      out.item(
          ItemType.ROLE_SELECTION,
          item ->
              item.countedText(role.sopClassUid())
                  .unsigned8(role.scu() ? 1 : 0)
                  .unsigned8(role.scp() ? 1 : 0));
    }
    String version = user.implementationVersionName();
    if (version != null) {
      out.item(ItemType.IMPLEMENTATION_VERSION_NAME, item -> item.text(version));
    }
    negotiations(user, out);
    identity(user.identity(), user.identityResponse(), out);
  }

  private static void negotiations(UserInformation user, ItemBuffer out) {
    for (ExtendedNegotiation extended : user.extended()) {
      out.item(
          ItemType.EXTENDED_NEGOTIATION,
          item ->
              item.countedText(extended.sopClassUid())
                  .octets(extended.information().toByteArray()));
    }
    for (CommonExtendedNegotiation common : user.commonExtended()) {
      out.item(ItemType.COMMON_EXTENDED_NEGOTIATION, item -> common(common, item));
    }
  }

  private static void common(CommonExtendedNegotiation common, ItemBuffer out) {
    ItemBuffer related = new ItemBuffer();
    common.relatedGeneralSopClassUids().forEach(related::countedText);
    out.countedText(common.sopClassUid()).countedText(common.serviceClassUid());
    out.countedOctets(Octets.of(related.toByteArray()));
  }

  private static void identity(
      @Nullable UserIdentity identity, @Nullable Octets response, ItemBuffer out) {
    if (identity != null) {
      out.item(
          ItemType.USER_IDENTITY_REQUEST,
          item ->
              item.unsigned8(identity.type())
                  .unsigned8(identity.responseRequested() ? 1 : 0)
                  .countedOctets(identity.primary())
                  .countedOctets(identity.secondary()));
    }
    if (response != null) {
      out.item(ItemType.USER_IDENTITY_RESPONSE, item -> item.countedOctets(response));
    }
  }
}
