package io.isthmus.web.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a representation (RFC 9110 14.1), within its length.
 *
 * @param first byte, from 0
 * @param length in bytes, at least 1
 */
public record RequestedRange(long first, long length) {
  private static final Pattern ONE_RANGE =
      Pattern.compile("\\s*bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /**
   * What a request wants of a representation; empty: all of it. Several ranges, and what is no
   * range, mean all of it (WADO-28). Without the header, the parameters {@code offset} and {@code
   * length} of the draft of 2013 count (WADO-29).
   *
   * @param size of the representation in bytes
   * @throws RangeNotSatisfiableException when there is no such part
   * @throws BadRequestException when a parameter is no number
   */
  public static Optional<RequestedRange> of(Exchange exchange, EntityTag tag, long size) {
    if (!exchange.wantsBody()) {
      return Optional.empty();
    }
    Optional<String> header = exchange.header("Range");
    if (header.isPresent()) {
      return tag.allowsRange(exchange.header("If-Range"))
          ? ofHeader(header.get(), size)
          : Optional.empty();
    }
    Optional<Long> offset = parameter(exchange, "offset");
    Optional<Long> length = parameter(exchange, "length");
    if (offset.isEmpty() && length.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(within(offset.orElse(0L), length.orElse(size), size));
  }

  /** As in the Content-Range header. */
  public String contentRange(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }

  private static Optional<RequestedRange> ofHeader(String header, long size) {
    Matcher range = ONE_RANGE.matcher(header);
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (range.group(1).isEmpty()) {
      long last = Long.parseLong(range.group(2));
      return Optional.of(within(Math.max(0, size - last), last, size));
    }
    long first = Long.parseLong(range.group(1));
    long last = range.group(2).isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(range.group(2));
    return last < first ? Optional.empty() : Optional.of(within(first, last - first + 1, size));
  }

  private static RequestedRange within(long first, long length, long size) {
    if (first >= size || length == 0) {
      throw new RangeNotSatisfiableException(size);
    }
    return new RequestedRange(first, Math.min(length, size - first));
  }

  private static Optional<Long> parameter(Exchange exchange, String name) {
    return exchange.queryParameters().stream()
        .filter(one -> one.name().equals(name))
        .map(Exchange.QueryParameter::value)
        .findFirst()
        .map(value -> number(name, value));
  }

  private static long number(String name, String value) {
    if (!NUMBER.matcher(value).matches()) {
      throw new BadRequestException(name + " is a number of bytes");
    }
    return Long.parseLong(value);
  }
}
