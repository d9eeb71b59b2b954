package io.isthmus.ul;

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

  /** Whether the table has a transition for the event in the present state. */
  public boolean allows(AssociationEvent event) {
    return Transitions.of(state, event) != null;
  }
}
