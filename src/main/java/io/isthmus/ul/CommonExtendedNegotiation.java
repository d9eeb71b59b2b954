package io.isthmus.ul;

import java.util.List;

/**
 * SOP Class Common Extended Negotiation (PS3.7 D.3.3.6).
 *
 * @param sopClassUid the SOP class
 * @param serviceClassUid the service class that it belongs to
 * @param relatedGeneralSopClassUids the general SOP classes that it specialises
 */
public record CommonExtendedNegotiation(
    String sopClassUid, String serviceClassUid, List<String> relatedGeneralSopClassUids) {
  public CommonExtendedNegotiation {
    relatedGeneralSopClassUids = List.copyOf(relatedGeneralSopClassUids);
  }
}
