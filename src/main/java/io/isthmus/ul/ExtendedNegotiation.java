package io.isthmus.ul;

/**
 * SOP Class Extended Negotiation (PS3.7 D.3.3.5).
 *
 * @param sopClassUid the SOP class
 * @param information its Service Class Application Information
 */
public record ExtendedNegotiation(String sopClassUid, Octets information) {}
