package io.isthmus.ul;

import org.jspecify.annotations.Nullable;

/** One run of the state machine (PS3.8 9.2): the state, moved by events. Thread safe. */
public final class AssociationMachine {
  private final boolean requestor;
  private volatile AssociationState state = AssociationState.STA1;

  /**
   * Begins in Sta1.
   *
   * @param requestor whether this side requests the association
   */
  public AssociationMachine(boolean requestor) {
    this.requestor = requestor;
  }

  /** Where the association is now. */
  public AssociationState state() {
    return state;
  }

  /**
   * Takes the transition for an event.
   *
   * @return what must now be done
   * @throws IllegalStateException if the table is blank there
   */
  public synchronized Action on(AssociationEvent event) {
    Action action = Transitions.of(state, event);
    if (action == null) {
      throw new IllegalStateException(event + " cannot happen in " + state);
    }
    state = action.next(requestor);
    return action;
  }

  /** Takes the transition for an event if there is one; null where the table is blank. */
  public synchronized @Nullable Action offer(AssociationEvent event) {
    return Transitions.of(state, event) == null ? null : on(event);
  }
}
