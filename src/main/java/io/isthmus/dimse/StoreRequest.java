package io.isthmus.dimse;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.net.Association;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an arriving instance before its data set comes.
 *
 * @param sopClassUid as the command says; the data set may differ
 * @param sopInstanceUid as the command says
 * @param transferSyntax what the data set is encoded in: as the context says, whatever the object
 *     is
 * @param callingAeTitle AE title of the requestor of the association
 * @param calledAeTitle AE title that it called
 * @param remoteAddress IP address of the sender, as text
 * @param moveOriginatorAeTitle who asked for the C-MOVE that this belongs to; null when not sent
 * @param moveOriginatorMessageId Message ID of that C-MOVE; null when not sent
 */
public record StoreRequest(
    String sopClassUid,
    String sopInstanceUid,
    TransferSyntax transferSyntax,
    String callingAeTitle,
    String calledAeTitle,
    String remoteAddress,
    @Nullable String moveOriginatorAeTitle,
    @Nullable Integer moveOriginatorMessageId) {
  static StoreRequest of(
      Association association, AcceptedContext context, DimseMessage.CStoreRq rq) {
    return new StoreRequest(
        rq.sopClassUid(),
        rq.sopInstanceUid(),
        TransferSyntax.of(context.transferSyntax()),
        association.callingAeTitle(),
        association.calledAeTitle(),
        association.remoteAddress(),
        rq.moveOriginatorAeTitle(),
        rq.moveOriginatorMessageId());
  }
}
