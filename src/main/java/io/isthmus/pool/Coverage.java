package io.isthmus.pool;

import io.isthmus.pool.ContextsNeeded.Retrieve;
import io.isthmus.pool.ContextsNeeded.Service;
import io.isthmus.pool.ContextsNeeded.Store;
import io.isthmus.ul.Agreement;
import java.util.List;

/** Decides whether an association serves an operation. Pure. */
public final class Coverage {
  private Coverage() {}

  /**
   * Tells whether an association serves: by what was accepted, or because proposing for this need
   * would mean to propose the same again. The latter keeps a class that the PACS refuses from
   * costing a new association each time; whoever has the lease finds out that it is refused.
   *
   * @param proposed what was proposed
   * @param agreed what was accepted of it
   * @param recipe what would be proposed for the need
   */
  public static boolean covers(
      Recipe proposed, Agreement agreed, ContextsNeeded need, Recipe recipe) {
    return recipe.equals(proposed)
        || switch (need) {
          case Service service ->
              serves(proposed, agreed, service.sopClassUid(), service.extended());
          case Retrieve retrieve ->
              serves(proposed, agreed, retrieve.sopClassUid(), retrieve.extended())
                  && receives(proposed, agreed, retrieve);
          case Store store ->
              store.stored().stream()
                  .allMatch(pair ->
                      !proposed.received().contains(pair.sopClassUid())
                          && agreed.find(pair.sopClassUid(), pair.transferSyntax()).isPresent());
        };
  }

  private static boolean serves(
      Recipe proposed, Agreement agreed, String sopClass, List<Boolean> extended) {
    return agreed.find(sopClass).isPresent() && proposed.extended(sopClass).equals(extended);
  }

  /**
   * A class is received well where each wanted transfer syntax was offered by itself, so that none
   * was passed over, and nothing was accepted that is not wanted.
   */
  private static boolean receives(Recipe proposed, Agreement agreed, Retrieve need) {
    // Where the classes are not known, only the recipe itself says enough.
    return !need.storageClasses().isEmpty()
        && need.storageClasses().stream()
            .allMatch(sopClass -> receives(proposed, agreed, sopClass, need.transferSyntaxes()));
  }

  private static boolean receives(
      Recipe proposed, Agreement agreed, String sopClass, List<String> wanted) {
    return agreed.find(sopClass).isPresent()
        && agreed.role(sopClass).scp()
        && agreed.contexts().stream()
            .filter(context -> context.abstractSyntax().equals(sopClass))
            .allMatch(context -> wanted.contains(context.transferSyntax()))
        && StorageContexts.syntaxes(sopClass, wanted).stream()
            .allMatch(syntax -> proposed.offersAlone(sopClass, syntax));
  }
}
