package io.isthmus.ul;

/**
 * The acceptor's answer to one proposed presentation context (PS3.8 9.3.3.2).
 *
 * @param id the id that was proposed
 * @param result acceptance or the reason of rejection
 * @param transferSyntax the chosen transfer syntax; of no meaning, and often empty, when rejected
 */
public record AnsweredContext(int id, ContextResult result, String transferSyntax) {}
