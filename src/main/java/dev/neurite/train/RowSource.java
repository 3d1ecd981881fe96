package dev.neurite.train;

/** Where the batches of a run come from, pass after pass. One caller at a time. */
interface RowSource {

  /** The batches of a pass. */
  int batches();

  /** The rows of a pass. */
  long rows();

  /** Σw over all rows. */
  double weight();

  /** What a checkpoint says of the rows, so that others are refused. */
  String describe();

  /** Begins a pass in the order of an epoch, or in that of the rows where it is 0. */
  void begin(int epoch);

  /**
   * Gathers a batch as a step of its own. Within a pass, numbers only rise.
   *
   * @param number from 0
   */
  void gather(Batch batch, int number);

  /** As {@link #gather(Batch, int)}, as a part of a step whose rows weigh as much as given. */
  void gather(Batch batch, int number, double weightOfStep);
}
