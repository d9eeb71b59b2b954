package io.isthmus.retrieve;

/** What a reader does next. */
sealed interface Step {
  /** It has the next instance. */
  record Given(IncomingInstance instance) implements Step {}

  /** This flight has nothing more for it. */
  record End() implements Step {}

  /** This flight will not bring the rest of what it wants. */
  record Elsewhere() implements Step {}

  /** It has waited as long as it should. */
  record Late() implements Step {}
}
