package io.isthmus.ul;

import java.util.List;

/** A protocol data unit of the upper layer (PS3.8 9.3). */
public sealed interface Pdu {
  /** Bytes before the variable field: type, reserved, length. */
  int HEADER_LENGTH = 6;

  /** DICOM Application Context Name (PS3.7 A.2.1). */
  String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

  /**
   * Request of an association (PS3.8 9.3.2).
   *
   * @param protocolVersion bit field; bit 0 is version 1
   * @param calledAeTitle 1..16 characters, trimmed
   * @param callingAeTitle 1..16 characters, trimmed
   * @param reserved the 32 bytes that the acceptor echoes
   * @param applicationContext UID
   * @param contexts what is proposed
   * @param user user information
   */
  record AAssociateRq(
      int protocolVersion,
      String calledAeTitle,
      String callingAeTitle,
      Octets reserved,
      String applicationContext,
      List<PresentationContext> contexts,
      UserInformation user)
      implements Pdu {
    public AAssociateRq {
      contexts = List.copyOf(contexts);
    }
  }

  /**
   * Acceptance of an association (PS3.8 9.3.3).
   *
   * @param protocolVersion bit field; bit 0 is version 1
   * @param calledAeTitle echo of the request, not to be tested
   * @param callingAeTitle echo of the request, not to be tested
   * @param reserved echo of the request
   * @param applicationContext UID
   * @param contexts the answer to each proposed context
   * @param user user information
   */
  record AAssociateAc(
      int protocolVersion,
      String calledAeTitle,
      String callingAeTitle,
      Octets reserved,
      String applicationContext,
      List<AnsweredContext> contexts,
      UserInformation user)
      implements Pdu {
    public AAssociateAc {
      contexts = List.copyOf(contexts);
    }
  }

  /**
   * Rejection of an association (PS3.8 Table 9-21).
   *
   * @param result 1 permanent, 2 transient
   * @param source 1 service user, 2 service provider (ACSE), 3 service provider (presentation)
   * @param reason meaning depends on the source
   */
  record AAssociateRj(int result, int source, int reason) implements Pdu {
    public static final AAssociateRj APPLICATION_CONTEXT_NOT_SUPPORTED = new AAssociateRj(1, 1, 2);
    public static final AAssociateRj CALLING_AE_NOT_RECOGNIZED = new AAssociateRj(1, 1, 3);
    public static final AAssociateRj CALLED_AE_NOT_RECOGNIZED = new AAssociateRj(1, 1, 7);
    public static final AAssociateRj NO_REASON = new AAssociateRj(1, 1, 1);
    public static final AAssociateRj PROTOCOL_VERSION_NOT_SUPPORTED = new AAssociateRj(1, 2, 2);
    public static final AAssociateRj TEMPORARY_CONGESTION = new AAssociateRj(2, 3, 1);
    public static final AAssociateRj LOCAL_LIMIT_EXCEEDED = new AAssociateRj(2, 3, 2);

    /** Whether trying again later makes sense. */
    public boolean isTransient() {
      return result == 2;
    }

    /** The reason in the words of PS3.8 Table 9-21, with its numbers. */
    public String meaning() {
      String words =
          switch (reason > 9 ? 0 : source * 10 + reason) {
            case 12 -> "application context name not supported";
            case 13 -> "calling AE title not recognized";
            case 17 -> "called AE title not recognized";
            case 22 -> "protocol version not supported";
            case 31 -> "temporary congestion";
            case 32 -> "local limit exceeded";
            default -> "no reason given";
          };
      return words + " (result " + result + ", source " + source + ", reason " + reason + ")";
    }
  }

  /**
   * Transfer of data (PS3.8 9.3.5). A reader gives a long one in pieces as the bytes arrive: the
   * last piece of a value carries its {@code last} flag.
   *
   * @param values presentation data values
   */
  record PDataTf(List<Pdv> values) implements Pdu {
    public PDataTf {
      values = List.copyOf(values);
    }
  }

  /** Request of a release (PS3.8 9.3.6). */
  record AReleaseRq() implements Pdu {}

  /** Confirmation of a release (PS3.8 9.3.7). */
  record AReleaseRp() implements Pdu {}

  /**
   * Abort (PS3.8 Table 9-26).
   *
   * @param source 0 service user, 2 service provider
   * @param reason see {@link AbortReason}; of meaning only from the service provider
   */
  record AAbort(int source, int reason) implements Pdu {
    /** The abort of a service user. */
    public static final AAbort BY_USER = new AAbort(0, 0);

    /** The abort of a service provider for a reason. */
    public static AAbort byProvider(AbortReason reason) {
      return new AAbort(2, reason.code());
    }
  }
}
