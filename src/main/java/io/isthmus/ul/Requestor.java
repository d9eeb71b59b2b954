package io.isthmus.ul;

/**
 * Who asks for an association.
 *
 * @param callingAeTitle AE title of the requestor, trimmed
 * @param calledAeTitle AE title that it calls, trimmed
 * @param address IP address it comes from, as text
 */
public record Requestor(String callingAeTitle, String calledAeTitle, String address) {}
