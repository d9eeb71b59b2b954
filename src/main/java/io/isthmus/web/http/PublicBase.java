package io.isthmus.web.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The address by which clients know the gateway, from which every URI that it gives out is built
 * (COM-01).
 *
 * @param configured the address before {@code /dicomweb}; wins over what requests say
 * @param trustForwarded whether {@code Forwarded} (RFC 7239) and {@code X-Forwarded-*} headers come
 *     from a proxy of ours
 */
public record PublicBase(Optional<URI> configured, boolean trustForwarded) {
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9._~-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)*/?");

  /**
   * The address, absolute and without a trailing slash.
   *
   * @param scheme of the request itself
   * @param authority host and port that the request names
   * @param header values of request headers
   * @throws BadRequestException when the request names no host that could stand in a URI
   */
  public String of(
      String scheme, Optional<String> authority, Function<String, Optional<String>> header) {
    if (configured.isPresent()) {
      return withoutSlash(configured.get().toString());
    }
    Origin own = new Origin(scheme, authority.orElse(""), "");
    Origin seen = trustForwarded ? forwarded(own, header) : own;
    if (!AUTHORITY.matcher(seen.authority).matches()) {
      throw new BadRequestException("the request names no valid host");
    }
    return seen.scheme + "://" + seen.authority + withoutSlash(seen.prefix);
  }

  private static Origin forwarded(Origin own, Function<String, Optional<String>> header) {
    Optional<String> standard = header.apply("Forwarded").map(PublicBase::first);
    Optional<String> scheme =
        standard
            .flatMap(pairs -> pair(pairs, "proto"))
            .or(() -> header.apply("X-Forwarded-Proto").map(PublicBase::first))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> name.equals("http") || name.equals("https"));
    Optional<String> authority =
        standard
            .flatMap(pairs -> pair(pairs, "host"))
            .or(() -> header.apply("X-Forwarded-Host").map(PublicBase::first))
            .filter(host -> AUTHORITY.matcher(host).matches());
    Optional<String> port =
        header
            .apply("X-Forwarded-Port")
            .map(PublicBase::first)
            .filter(p -> p.matches("[0-9]{1,5}"));
    Optional<String> prefix =
        header
            .apply("X-Forwarded-Prefix")
            .map(PublicBase::first)
            .filter(path -> PREFIX.matcher(path).matches());
    String known = scheme.orElse(own.scheme);
    String seen =
        authority.or(() -> port.map(p -> withoutPort(own.authority))).orElse(own.authority);
    return new Origin(
        known, port.map(p -> withPort(known, seen, p)).orElse(seen), prefix.orElse(""));
  }

  private static String withoutPort(String authority) {
    return authority.replaceFirst(":[0-9]+$", "");
  }

  private static String withPort(String scheme, String authority, String port) {
    boolean usual = port.equals(scheme.equals("https") ? "443" : "80");
    return usual || authority.matches(".*:[0-9]+") ? authority : authority + ":" + port;
  }

  /** What the proxy nearest to the client said. */
  private static String first(String list) {
    return list.split(",", 2)[0].strip();
  }

  private static Optional<String> pair(String pairs, String name) {
    for (String pair : pairs.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
        String value = pair.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return Optional.of(quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    return Optional.empty();
  }

  private static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  private record Origin(String scheme, String authority, String prefix) {}
}
