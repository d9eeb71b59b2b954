package io.isthmus.web.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds out in which media type a resource is given (PS3.18 8.7; MT-02 to MT-09). What a resource
 * offers is a list, its default first.
 */
public final class ContentNegotiation {
  private static final int KEPT = 64;

  private final List<MediaRange> offers;

  /** Clients say the same again and again. */
  private final Cache<Said, List<Selection>> kept =
      Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

  private record Said(String parameter, String header) {}

  private ContentNegotiation(List<MediaRange> offers) {
    this.offers = offers;
  }

  /**
   * Of a resource.
   *
   * @param offers the media types that it can be given in, the default first; for multiparts with
   *     their {@code type} parameter
   */
  public static ContentNegotiation among(String... offers) {
    return new ContentNegotiation(List.of(offers).stream().map(MediaRange::of).toList());
  }

  /**
   * A media type that is offered and accepted.
   *
   * @param index of the offer
   * @param offer as it was given
   * @param range the accepted range that led to it, with parameters such as {@code
   *     transfer-syntax}; {@code * / *} where the client did not say anything
   */
  public record Selection(int index, MediaRange offer, MediaRange range) {

    /** The transfer syntax that the client asks for: a UID, or {@code *} for any. */
    public Optional<String> transferSyntax() {
      return range.parameter("transfer-syntax");
    }
  }

  /**
   * The best selection for a request: by its {@code accept} parameters, else by its Accept header.
   *
   * @throws NotAcceptableException when nothing that is accepted is offered
   */
  public Selection select(Exchange exchange) {
    return selections(exchange).getFirst();
  }

  /**
   * All selections for a request, the best first; for resources that cannot give every transfer
   * syntax of an offer.
   *
   * @return at least one
   * @throws NotAcceptableException when nothing that is accepted is offered
   */
  public List<Selection> selections(Exchange exchange) {
    String parameter =
        String.join(
            ",",
            exchange.queryParameters().stream()
                .filter(one -> one.name().equals("accept"))
                .map(Exchange.QueryParameter::value)
                .toList());
    return selections(parameter, exchange.header("Accept").orElse(""));
  }

  /**
   * As {@link #selections(Exchange)}.
   *
   * @param parameter the {@code accept} query parameter, empty where there is none
   * @param header the Accept header, empty where there is none
   */
  public List<Selection> selections(String parameter, String header) {
    return kept.get(new Said(parameter, header), this::selections);
  }

  private List<Selection> selections(Said said) {
    String header = said.header();
    List<Selection> selections =
        ranked(
            MediaRange.list(said.parameter()).stream()
                .filter(range -> !range.hasWildcard())
                .toList());
    if (selections.isEmpty()) {
      selections = ranked(MediaRange.list(header.isBlank() ? "*/*" : header));
    }
    if (selections.isEmpty()) {
      throw new NotAcceptableException(offers.stream().map(MediaRange::toString).toList());
    }
    return selections;
  }

  /** Whether the last offer is the best; false also when nothing is accepted. */
  boolean prefersLast(Optional<String> header) {
    List<Selection> selections = ranked(MediaRange.list(header.orElse("*/*")));
    return !selections.isEmpty() && selections.getFirst().index() == offers.size() - 1;
  }

  /** By quality; equal ones in the order of the ranges, then in that of the offers. */
  private List<Selection> ranked(List<MediaRange> ranges) {
    List<Selection> selections = new ArrayList<>();
    for (MediaRange range : ranges) {
      for (int i = 0; i < offers.size(); i++) {
        if (range.includes(offers.get(i)) && governs(range, offers.get(i), ranges)) {
          selections.add(new Selection(i, offers.get(i), range));
        }
      }
    }
    selections.sort(Comparator.comparingInt(one -> -one.range().quality()));
    return List.copyOf(selections);
  }

  /**
   * Whether a range decides about an offer: it is not q=0, and no narrower range speaks of the same
   * (MT-03).
   */
  private static boolean governs(MediaRange range, MediaRange offer, List<MediaRange> ranges) {
    return range.quality() > 0
        && ranges.stream()
            .filter(other -> other.includes(offer) && other.specificity() > range.specificity())
            .allMatch(narrower -> speaksOfAnother(narrower, range));
  }

  /** A range for one transfer syntax leaves a range without that one as it is. */
  private static boolean speaksOfAnother(MediaRange narrower, MediaRange range) {
    Optional<String> syntax = narrower.parameter("transfer-syntax");
    return syntax.isPresent() && !syntax.equals(range.parameter("transfer-syntax"));
  }
}
