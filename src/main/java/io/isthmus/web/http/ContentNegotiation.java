package io.isthmus.web.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds out in which media type a resource is given (PS3.18 8.7; MT-02 to MT-09). What a resource
 * offers is a list, its default first.
 */
public final class ContentNegotiation {
  private static final int KEPT = 64;

  /** No client says more; the work grows with the square of them. */
  private static final int MOST_RANGES = 200;

  /** In a media type a space can only be a plus sign that was not percent-encoded. */
  private static final Pattern BARE_PLUS = Pattern.compile("(?<=\\w) (?=\\w)");

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
   * @throws BadRequestException for a list that no client needs
   */
  public List<Selection> selections(Exchange exchange) {
    String parameter =
        String.join(
            ",",
            exchange.queryParameters().stream()
                .filter(one -> one.name().equals("accept"))
                .map(one -> BARE_PLUS.matcher(one.value()).replaceAll("+"))
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
        ranked(limited(said.parameter()).stream().filter(range -> !range.hasWildcard()).toList());
    if (selections.isEmpty()) {
      selections = ranked(limited(header.isBlank() ? "*/*" : header));
    }
    if (selections.isEmpty()) {
      throw new NotAcceptableException(offers.stream().map(MediaRange::toString).toList());
    }
    return selections;
  }

  private static List<MediaRange> limited(String list) {
    List<MediaRange> ranges = MediaRange.list(list);
    if (ranges.size() > MOST_RANGES) {
      throw new BadRequestException("more than " + MOST_RANGES + " media types are accepted");
    }
    return ranges;
  }

  /** Whether the last offer is the best; false also when nothing is accepted. */
  boolean prefersLast(Optional<String> header) {
    List<MediaRange> ranges = MediaRange.list(header.orElse("*/*"));
    List<Selection> selections = ranked(ranges.subList(0, Math.min(ranges.size(), MOST_RANGES)));
    return !selections.isEmpty() && selections.getFirst().index() == offers.size() - 1;
  }

  /** A range where it stands in its list. */
  private record Listed(MediaRange range, int position, int specificity) {}

  private record Ranked(Selection selection, int position) {}

  /** By quality; equal ones in the order of the ranges, then in that of the offers. */
  private List<Selection> ranked(List<MediaRange> ranges) {
    List<Listed> list =
        IntStream.range(0, ranges.size())
            .mapToObj(at -> new Listed(ranges.get(at), at, ranges.get(at).specificity()))
            .toList();
    List<Ranked> ranked = new ArrayList<>();
    for (int i = 0; i < offers.size(); i++) {
      MediaRange offer = offers.get(i);
      List<Listed> including = list.stream().filter(one -> one.range().includes(offer)).toList();
      for (Listed one : including) {
        if (governs(one, including)) {
          ranked.add(new Ranked(new Selection(i, offer, one.range()), one.position()));
        }
      }
    }
    ranked.sort(
        Comparator.comparingInt((Ranked one) -> -one.selection().range().quality())
            .thenComparingInt(Ranked::position));
    return ranked.stream().map(Ranked::selection).toList();
  }

  /**
   * Whether a range decides about an offer: it is not q=0, and no narrower range speaks of the same
   * (MT-03).
   *
   * @param including the ranges that the offer lies in
   */
  private static boolean governs(Listed range, List<Listed> including) {
    return range.range().quality() > 0
        && including.stream()
            .filter(other -> other.specificity() > range.specificity())
            .allMatch(narrower -> speaksOfAnother(narrower.range(), range.range()));
  }

  /** A range for one transfer syntax leaves a range without that one as it is. */
  private static boolean speaksOfAnother(MediaRange narrower, MediaRange range) {
    Optional<String> syntax = narrower.parameter("transfer-syntax");
    return syntax.isPresent() && !syntax.equals(range.parameter("transfer-syntax"));
  }
}
