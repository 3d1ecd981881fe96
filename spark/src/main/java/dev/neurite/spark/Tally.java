package dev.neurite.spark;

import java.io.Serializable;

/**
 * What one task did, or several of one executor together.
 *
 * @param task it, or the last of them
 * @param executor it ran on
 * @param tasks how many
 * @param rows that it answered, those that don't fit included
 * @param unfit rows that don't fit the model
 * @param readNanos spent on getting rows from the plan below and copying their features
 * @param modelNanos spent inside the model
 * @param kernels that computed at its end, and why
 */
record Tally(
    Task task,
    String executor,
    int tasks,
    long rows,
    long unfit,
    long readNanos,
    long modelNanos,
    String kernels)
    implements Serializable {

  /** Both together. */
  Tally and(Tally other) {
    Tally last = other.task.stage() >= task.stage() ? other : this;
    return new Tally(
        last.task,
        executor,
        tasks + other.tasks,
        rows + other.rows,
        unfit + other.unfit,
        readNanos + other.readNanos,
        modelNanos + other.modelNanos,
        last.kernels);
  }

  /** A partition of a stage of a use of a model: attempts at it have the same. */
  record Task(long use, int stage, int partition) implements Serializable {}
}
