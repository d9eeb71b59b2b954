package io.isthmus.web.wado;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.web.http.ContentNegotiation;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.NotAcceptableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a client accepts for bulk values or frames.
 *
 * @param wishes the best first; at least one
 */
record BulkRequest(List<Wish> wishes) {
  private static final List<Offer> OFFERS = Stream.concat(offers(true), offers(false)).toList();
  private static final ContentNegotiation NEGOTIATION =
      ContentNegotiation.among(OFFERS.stream().map(Offer::mediaType).toArray(String[]::new));

  /** A media type by one of its names. */
  private record Offer(PixelMedia media, String name, boolean multipart) {
    String mediaType() {
      return multipart ? "multipart/related; type=\"" + name + "\"" : name;
    }
  }

  /** A media type and transfer syntax that the client accepts, and whether in a multipart. */
  record Wish(PixelMedia media, boolean multipart, SyntaxWish syntax) {}

  BulkRequest {
    wishes = List.copyOf(wishes);
  }

  /**
   * Reads what is accepted.
   *
   * @throws NotAcceptableException when none of it can ever be given
   */
  static BulkRequest of(Exchange exchange) {
    List<Wish> wishes = new ArrayList<>();
    for (ContentNegotiation.Selection selection : NEGOTIATION.selections(exchange)) {
      Offer offer = OFFERS.get(selection.index());
      SyntaxWish.of(selection.transferSyntax())
          .ifPresent(syntax -> wishes.add(new Wish(offer.media(), offer.multipart(), syntax)));
    }
    if (wishes.isEmpty()) {
      throw notAcceptable();
    }
    return new BulkRequest(wishes);
  }

  /** The media types of multiparts of bulk values, the default first. */
  static List<String> multiparts() {
    return OFFERS.stream().filter(Offer::multipart).map(Offer::mediaType).toList();
  }

  /**
   * The form in which values in a transfer syntax are given; empty when none is accepted.
   *
   * @param parts how many there are: only one can be a single part
   */
  Optional<BulkForm> choose(TransferSyntax stored, int parts) {
    return wishes.stream()
        .filter(wish -> wish.multipart() || parts == 1)
        .filter(wish -> wish.media().gives(wish.syntax(), stored))
        .map(wish -> form(wish.media(), stored, wish.multipart()))
        .findFirst();
  }

  static NotAcceptableException notAcceptable() {
    return new NotAcceptableException(
        List.of("multipart/related; type=\"application/octet-stream\"; transfer-syntax=*"));
  }

  private static BulkForm form(PixelMedia media, TransferSyntax stored, boolean multipart) {
    String syntax = "; transfer-syntax=" + PixelMedia.given(stored).uid();
    return new BulkForm(media.mediaType(), media.mediaType() + syntax, multipart);
  }

  private static Stream<Offer> offers(boolean multipart) {
    return Stream.of(PixelMedia.values())
        .flatMap(media -> media.names().stream().map(name -> new Offer(media, name, multipart)));
  }
}
