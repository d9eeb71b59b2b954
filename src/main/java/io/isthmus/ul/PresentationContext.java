package io.isthmus.ul;

import java.util.List;

/**
 * A proposed presentation context (PS3.8 9.3.2.2): one abstract syntax and the transfer syntaxes it
 * may be spoken in.
 *
 * @param id odd, 1..255
 * @param abstractSyntax UID of the SOP class
 * @param transferSyntaxes UIDs, most wanted first
 */
public record PresentationContext(int id, String abstractSyntax, List<String> transferSyntaxes) {
  /** Most contexts that one association can propose: the odd ids 1..255. */
  public static final int MAX_PER_ASSOCIATION = 128;

  public PresentationContext {
    transferSyntaxes = List.copyOf(transferSyntaxes);
  }

  /** Whether an id is one that PS3.8 9.3.2.2 allows: odd and 1..255. */
  public static boolean isValidId(int id) {
    return id >= 1 && id <= 255 && (id & 1) == 1;
  }
}
