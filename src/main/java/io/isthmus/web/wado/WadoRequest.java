package io.isthmus.web.wado;

import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.web.http.ContentNegotiation;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.NotAcceptableException;
import java.util.List;
import java.util.Optional;

/**
 * A request for the instances of a study or series, or for one instance, as PS3.10 files.
 *
 * @param wishes what the client accepts, the best first; at least one
 */
record WadoRequest(RetrieveScope scope, List<Wish> wishes) {
  private static final String MULTIPART = "multipart/related; type=\"application/dicom\"";
  private static final String SINGLE = "application/dicom";
  private static final ContentNegotiation OF_MANY = ContentNegotiation.among(MULTIPART);
  private static final ContentNegotiation OF_ONE = ContentNegotiation.among(MULTIPART, SINGLE);

  /** A media type and transfer syntax that the client accepts. */
  record Wish(boolean multipart, SyntaxWish syntax) {}

  /** How an instance is given. */
  record Delivery(boolean multipart, TransferSyntax syntax) {}

  WadoRequest {
    wishes = List.copyOf(wishes);
  }

  /**
   * Reads a request; a single part is offered for one instance only (WADO-09).
   *
   * @throws NotAcceptableException when nothing that is accepted can ever be given
   */
  static WadoRequest of(Exchange exchange, RetrieveScope scope) {
    ContentNegotiation offers = scope.sopInstanceUid().isPresent() ? OF_ONE : OF_MANY;
    List<Wish> wishes =
        offers.selections(exchange).stream()
            .flatMap(selection ->
                SyntaxWish.of(selection.transferSyntax())
                    .map(syntax -> new Wish(selection.index() == 0, syntax))
                    .stream())
            .toList();
    WadoRequest request = new WadoRequest(scope, wishes);
    if (wishes.isEmpty()) {
      throw request.notAcceptable();
    }
    return request;
  }

  /** How an instance stored in this transfer syntax is given; empty when no wish can be met. */
  Optional<Delivery> delivery(TransferSyntax stored) {
    return wishes.stream()
        .flatMap(wish ->
            wish
                .syntax()
                .met(stored)
                .map(syntax -> new Delivery(wish.multipart(), syntax))
                .stream())
        .findFirst();
  }

  /** Tells what could be given (MT-11). */
  NotAcceptableException notAcceptable() {
    String stored = "; transfer-syntax=*";
    return new NotAcceptableException(
        scope.sopInstanceUid().isPresent()
            ? List.of(MULTIPART + stored, SINGLE + stored)
            : List.of(MULTIPART + stored));
  }
}
