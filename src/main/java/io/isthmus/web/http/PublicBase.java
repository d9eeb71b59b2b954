package io.isthmus.web.http;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address by which clients know the gateway, from which every URI that it gives out is built
 * (COM-01).
 *
 * @param configured the address before {@code /dicomweb}; wins over what requests say
 */
public record PublicBase(Optional<URI> configured) {
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9._~-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
  private static final Pattern PREFIX = Pattern.compile("(/(?![.]{1,2}(/|$))[A-Za-z0-9._~-]+)*/?");

  /** What the request names. */
  public PublicBase() {
    this(Optional.empty());
  }

  /**
   * The address, absolute and without a trailing slash.
   *
   * @param scheme of the request, as a proxy that is trusted has it
   * @param authority host and port that the request names, likewise
   * @param prefix what a proxy takes off the path, of several with commas between them the first;
   *     one that could not stand in a URI is left out
   * @throws BadRequestException when the request names no host that could stand in a URI
   */
  public String of(String scheme, Optional<String> authority, String prefix) {
    if (configured.isPresent()) {
      return withoutSlash(configured.get().toString());
    }
    String seen = authority.filter(host -> AUTHORITY.matcher(host).matches()).orElse("");
    if (seen.isEmpty()) {
      throw new BadRequestException("the request names no valid host");
    }
    String first = prefix.split(",", 2)[0].strip();
    return scheme + "://" + seen + (PREFIX.matcher(first).matches() ? withoutSlash(first) : "");
  }

  private static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }
}
