package io.isthmus.web.wado;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.web.http.BadRequestException;
import io.isthmus.web.http.ContentNegotiation;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.NotAcceptableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a client accepts for bulk values or frames.
 *
 * @param wishes the best first; at least one
 */
record BulkRequest(List<Wish> wishes) {
  private static final List<PixelMedia> MEDIA = List.of(PixelMedia.values());
  private static final int MAX_DIGITS = 9;
  private static final ContentNegotiation OFFERS =
      ContentNegotiation.among(
          Stream.concat(
                  MEDIA.stream().map(one -> "multipart/related; type=\"" + one.mediaType() + "\""),
                  MEDIA.stream().map(PixelMedia::mediaType))
              .toArray(String[]::new));

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
    for (ContentNegotiation.Selection selection : OFFERS.selections(exchange)) {
      PixelMedia media = MEDIA.get(selection.index() % MEDIA.size());
      SyntaxWish.of(selection.transferSyntax())
          .ifPresent(
              syntax -> wishes.add(new Wish(media, selection.index() < MEDIA.size(), syntax)));
    }
    if (wishes.isEmpty()) {
      throw notAcceptable();
    }
    return new BulkRequest(wishes);
  }

  /**
   * The form in which values in a transfer syntax are given; empty when none is accepted.
   *
   * @param parts how many there are: only one can be a single part
   */
  Optional<Wish> choose(TransferSyntax stored, int parts) {
    return wishes.stream()
        .filter(wish -> wish.multipart() || parts == 1)
        .filter(wish -> wish.media().gives(wish.syntax(), stored))
        .findFirst();
  }

  static NotAcceptableException notAcceptable() {
    return new NotAcceptableException(
        List.of("multipart/related; type=\"application/octet-stream\"; transfer-syntax=*"));
  }

  /**
   * The frame numbers of a path, in the order asked (WADO-30).
   *
   * @throws BadRequestException for what is no list of different positive integers
   */
  static List<Integer> frames(String list) {
    List<Integer> numbers = Arrays.stream(list.split(",", -1)).map(BulkRequest::frame).toList();
    Set<Integer> different = new HashSet<>(numbers);
    if (different.size() < numbers.size()) {
      throw new BadRequestException("a frame is named twice");
    }
    return numbers;
  }

  private static int frame(String number) {
    boolean digits =
        !number.isEmpty()
            && number.length() <= MAX_DIGITS
            && number.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || Integer.parseInt(number) == 0) {
      throw new BadRequestException("frames are named by integers from 1, separated by commas");
    }
    return Integer.parseInt(number);
  }
}
