package io.isthmus.dicom.data;

import java.math.BigInteger;
import java.util.UUID;

/** Unique identifiers (PS3.5 9). */
public final class Uid {
  private static final int MAX_LENGTH = 64;

  private Uid() {}

  /**
   * Digits in components separated by dots, at most 64 characters. Leading zeros of a component are
   * let through: old data has them.
   */
  public static boolean isValid(String uid) {
    if (uid.isEmpty() || uid.length() > MAX_LENGTH) {
      return false;
    }
    boolean digitBefore = false;
    for (int i = 0; i < uid.length(); i++) {
      char c = uid.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit && (c != '.' || !digitBefore)) {
        return false;
      }
      digitBefore = digit;
    }
    return digitBefore;
  }

  /** The UID made of a UUID: 2.25. and its value as a decimal number (PS3.5 B.2). */
  public static String fromUuid(UUID uuid) {
    BigInteger high = BigInteger.valueOf(uuid.getMostSignificantBits());
    BigInteger low = BigInteger.valueOf(uuid.getLeastSignificantBits());
    BigInteger word = BigInteger.ONE.shiftLeft(Long.SIZE);
    return "2.25." + high.mod(word).shiftLeft(Long.SIZE).or(low.mod(word));
  }
}
