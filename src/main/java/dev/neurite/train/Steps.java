package dev.neurite.train;

/** How a run steps: by batches, by shards, or by all rows at once. One caller at a time. */
interface Steps {

  /** Begins an epoch, counted from 1. */
  void begin(int epoch);

  /**
   * One update, unless the loss is not finite: then the weights stay as they were.
   *
   * @param index of the step in its epoch, from 0
   * @param rateFactor what the learning rate is multiplied with
   * @return the mean loss of the batch before the update, or of all rows after it
   */
  double step(int epoch, int index, float rateFactor);

  /** Where numbers stopped being finite, after a step whose loss is not. */
  String trouble();

  /** True if a further step would take none. */
  default boolean isOver() {
    return false;
  }
}
