package dev.neurite.train;

/** What ended a training run. */
public enum Stop {
  /** All epochs are done. */
  COMPLETED,
  /** No iteration of L-BFGS lowers the loss any more. */
  OPTIMUM,
  /** The validation loss no longer fell. */
  EARLY,
  /** The listener cancelled it. */
  CANCELLED,
  /** Its thread was interrupted. */
  INTERRUPTED,
  /** Its time was up. */
  DEADLINE
}
