package dev.neurite.train;

/** What ended a training run. */
public enum Stop {
  /** All epochs are done. */
  COMPLETED,
  /** The validation loss no longer fell. */
  EARLY,
  /** The listener cancelled it. */
  CANCELLED,
  /** Its thread was interrupted. */
  INTERRUPTED,
  /** Its time was up. */
  DEADLINE
}
