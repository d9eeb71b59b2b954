package io.isthmus.ul;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user information item of A-ASSOCIATE-RQ and -AC (PS3.8 D.1, PS3.7 D.3.3).
 *
 * @param maxPduLength most bytes of P-DATA-TF variable field that the sender of the item receives;
 *     0 means unlimited
 * @param implementationClassUid the sender's implementation
 * @param implementationVersionName its version, up to 16 characters; null when not sent
 * @param window asynchronous operations window; null when not sent
 * @param roles role selections
 * @param extended SOP class extended negotiations
 * @param commonExtended SOP class common extended negotiations; in the request only
 * @param identity the requestor's user identity; null when not sent
 * @param identityResponse the acceptor's server response; null when not sent
 */
public record UserInformation(
    long maxPduLength,
    String implementationClassUid,
    @Nullable String implementationVersionName,
    @Nullable AsynchronousOperationsWindow window,
    List<RoleSelection> roles,
    List<ExtendedNegotiation> extended,
    List<CommonExtendedNegotiation> commonExtended,
    @Nullable UserIdentity identity,
    @Nullable Octets identityResponse) {
  public UserInformation {
    roles = List.copyOf(roles);
    extended = List.copyOf(extended);
    commonExtended = List.copyOf(commonExtended);
  }

  /** The least that must be sent: maximum length and implementation identity. */
  public static UserInformation of(
      long maxPduLength, String implementationClassUid, @Nullable String version) {
    return new UserInformation(
        maxPduLength,
        implementationClassUid,
        version,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        null);
  }
}
