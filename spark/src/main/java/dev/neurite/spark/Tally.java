package dev.neurite.spark;

import java.io.Serializable;

/**
 * What one task did.
 *
 * @param task it, and no other
 * @param executor it ran on
 * @param rows that it answered, those that don't fit included
 * @param unfit rows that don't fit the model
 * @param readNanos spent on getting rows from the plan below and copying their features
 * @param modelNanos spent inside the model
 * @param kernels that computed at its end, and why
 */
record Tally(
    Task task,
    String executor,
    long rows,
    long unfit,
    long readNanos,
    long modelNanos,
    String kernels)
    implements Serializable {

  /** A partition of a stage of a use of a model: attempts at it have the same. */
  record Task(long use, int stage, int partition) implements Serializable {}
}
