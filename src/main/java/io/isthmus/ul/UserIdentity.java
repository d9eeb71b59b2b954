package io.isthmus.ul;

/**
 * User Identity of the association requestor (PS3.7 D.3.3.7.1).
 *
 * @param type kind of identity: see the constants; others are kept as received
 * @param responseRequested whether the requestor asks for a positive response
 * @param primary user name, ticket, assertion or token
 * @param secondary passcode of type 2; empty otherwise
 */
public record UserIdentity(int type, boolean responseRequested, Octets primary, Octets secondary) {
  /** User name in UTF-8. */
  public static final int USERNAME = 1;

  /** User name and passcode in UTF-8. */
  public static final int USERNAME_AND_PASSCODE = 2;

  /** Kerberos service ticket. */
  public static final int KERBEROS = 3;

  /** SAML assertion. */
  public static final int SAML = 4;

  /** JSON Web Token. */
  public static final int JWT = 5;

  /** A user name alone; no response is asked for. */
  public static UserIdentity of(String name) {
    return new UserIdentity(USERNAME, false, Octets.utf8(name), Octets.EMPTY);
  }

  /** A user name with a passcode; no response is asked for. */
  public static UserIdentity of(String name, String passcode) {
    return new UserIdentity(USERNAME_AND_PASSCODE, false, Octets.utf8(name), Octets.utf8(passcode));
  }
}
