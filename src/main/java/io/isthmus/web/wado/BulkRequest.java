package io.isthmus.web.wado;

import static java.util.Comparator.comparingInt;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.web.http.ContentNegotiation;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.MediaRange;
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

  private static final MediaRange DEFAULT = MediaRange.of(OFFERS.getFirst().mediaType());

  /** A media type by one of its names. */
  private record Offer(PixelMedia media, String name, boolean multipart) {
    String mediaType() {
      return multipart ? "multipart/related; type=\"" + name + "\"" : name;
    }
  }

  /**
   * A media type and transfer syntax that the client accepts, and whether in a multipart.
   *
   * @param quality in thousandths
   * @param anything whether the client accepts whatever the default is (MT-08)
   */
  record Wish(
      PixelMedia media, boolean multipart, SyntaxWish syntax, int quality, boolean anything) {

    /** Whether it is met without a pixel being touched; then it goes before its equals. */
    private boolean isMetAsStored(TransferSyntax stored) {
      List<TransferSyntax> targets = media.targets(syntax, stored);
      return !anything && !targets.isEmpty() && targets.getFirst().equals(PixelMedia.given(stored));
    }
  }

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
      boolean anything = selection.range().includes(DEFAULT);
      SyntaxWish.of(selection.transferSyntax())
          .ifPresent(syntax ->
              wishes.add(
                  new Wish(
                      offer.media(),
                      offer.multipart(),
                      syntax,
                      selection.range().quality(),
                      anything && selection.range().hasWildcard())));
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
   * The form in which a value is given; empty when none is accepted.
   *
   * @param alone whether it is all of the answer: only then can it be a single part
   */
  Optional<BulkForm> choose(BulkItem item, boolean alone) {
    return forms(item, alone).findFirst();
  }

  /**
   * The best form for which no pixel is touched, of those that can stand where another was to be:
   * empty when none is accepted, or when that other touches none itself.
   */
  Optional<BulkForm> chooseStored(BulkItem item, BulkForm instead) {
    TransferSyntax stored = PixelMedia.given(item.syntax());
    return instead.syntax().equals(stored)
        ? Optional.empty()
        : forms(item, !instead.multipart())
            .filter(form -> form.syntax().equals(stored))
            .filter(form -> form.multipart() == instead.multipart())
            .findFirst();
  }

  private Stream<BulkForm> forms(BulkItem item, boolean alone) {
    return wishes.stream()
        .sorted(
            comparingInt((Wish wish) -> -wish.quality())
                .thenComparing(wish -> !wish.isMetAsStored(item.syntax())))
        .flatMap(wish -> forms(wish, item, alone));
  }

  private static Stream<BulkForm> forms(Wish wish, BulkItem item, boolean alone) {
    return wish.media().targets(wish.syntax(), item.syntax()).stream()
        .filter(item::canBe)
        .filter(target -> wish.multipart() || (alone && item.parts(target) == 1))
        .map(target -> form(wish.media(), target, wish.multipart()));
  }

  static NotAcceptableException notAcceptable() {
    return new NotAcceptableException(
        List.of("multipart/related; type=\"application/octet-stream\"; transfer-syntax=*"));
  }

  /** Tells in which forms a value could be given (MT-11). */
  static NotAcceptableException notAcceptable(BulkItem item, List<TransferSyntax> targets) {
    return new NotAcceptableException(
        Stream.concat(Stream.of(PixelMedia.given(item.syntax())), targets.stream())
            .distinct()
            .filter(item::canBe)
            .map(syntax ->
                "multipart/related; type=\""
                    + PixelMedia.of(syntax).mediaType()
                    + "\"; transfer-syntax="
                    + syntax.uid())
            .toList());
  }

  private static BulkForm form(PixelMedia media, TransferSyntax target, boolean multipart) {
    String syntax = "; transfer-syntax=" + target.uid();
    return new BulkForm(media.mediaType(), media.mediaType() + syntax, multipart, target);
  }

  private static Stream<Offer> offers(boolean multipart) {
    return Stream.of(PixelMedia.values())
        .flatMap(media -> media.names().stream().map(name -> new Offer(media, name, multipart)));
  }
}
