package io.isthmus.web.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The validator of a representation (RFC 9110 8.8.3; COM-14).
 *
 * @param opaque of characters that need no quoting
 * @param weak whether two representations with this tag may differ in their bytes, as those of a
 *     multipart do by its boundary
 */
public record EntityTag(String opaque, boolean weak) {
  private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");
  private static final int BYTES = 16;

  /** That of what has this digest. */
  public static EntityTag weak(MessageDigest digest) {
    return new EntityTag(opaque(digest), true);
  }

  /** That of exactly the bytes that have this digest, or whose origin has. */
  public static EntityTag strong(MessageDigest digest) {
    return new EntityTag(opaque(digest), false);
  }

  /** A digest to make tags of. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** Whether a client that sends this If-None-Match has the representation (RFC 9110 13.1.2). */
  public boolean isNamedBy(Optional<String> ifNoneMatch) {
    return ifNoneMatch.isPresent()
        && (ifNoneMatch.get().strip().equals("*")
            || TAG.matcher(ifNoneMatch.get())
                .results()
                .anyMatch(named -> named.group(2).equals(opaque)));
  }

  /** Whether a range belongs to the bytes that this If-Range names (RFC 9110 13.1.5). */
  public boolean allowsRange(Optional<String> ifRange) {
    if (ifRange.isEmpty()) {
      return true;
    }
    Matcher named = TAG.matcher(ifRange.get().strip());
    return !weak && named.matches() && named.group(1) == null && named.group(2).equals(opaque);
  }

  /** As in the ETag header. */
  @Override
  public String toString() {
    return (weak ? "W/\"" : "\"") + opaque + '"';
  }

  private static String opaque(MessageDigest digest) {
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
  }
}
