package dev.neurite.train;

/** Cancels a run after this many updates. */
final class Cancelling implements TrainingListener {
  private int left;

  Cancelling(int updates) {
    left = updates;
  }

  @Override
  public boolean isCancelled() {
    return --left <= 0;
  }
}
