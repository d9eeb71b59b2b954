package io.isthmus.pool;

import io.isthmus.ul.net.Association;

/** An association, and what was proposed for it. */
public final class PooledAssociation implements Pooled {
  private final Association association;
  private final Recipe proposed;

  PooledAssociation(Association association, Recipe proposed) {
    this.association = association;
    this.proposed = proposed;
  }

  /** The association itself. */
  public Association association() {
    return association;
  }

  @Override
  public boolean isOpen() {
    return association.isOpen();
  }

  @Override
  public boolean covers(ContextsNeeded need, Recipe recipe) {
    return Coverage.covers(proposed, association.agreement(), need, recipe);
  }

  @Override
  public boolean isAlive() {
    return association.isAlive();
  }

  @Override
  public void release() {
    association.release();
  }

  @Override
  public void abort() {
    association.abort();
  }
}
