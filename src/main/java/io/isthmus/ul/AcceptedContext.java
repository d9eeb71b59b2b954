package io.isthmus.ul;

/**
 * A presentation context that both sides agreed on.
 *
 * @param id odd, 1..255
 * @param abstractSyntax UID of the SOP class
 * @param transferSyntax UID of the one transfer syntax that data sets in this context are encoded
 *     in
 */
public record AcceptedContext(int id, String abstractSyntax, String transferSyntax) {}
