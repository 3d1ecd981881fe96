package dev.neurite.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.data.Dataset;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Rows of a data set gathered side by side: features, targets, and the weight of each row. */
final class Batch {
  private final int in;
  private final int targetColumns;
  private Dataset data; // null: rows are loaded
  private Tensor rowWeights; // null: each is 1

  /** [capacity, in]. */
  final MemorySegment x;

  /** [capacity, target columns]. */
  final MemorySegment targets;

  /** [capacity]: w / Σw, the sum over the rows of the step; all 0 if no row of it counts. */
  final MemorySegment weights;

  /** [capacity]: the loss of each row. */
  final MemorySegment losses;

  /** Rows in the batch. */
  int size;

  /** Σw over the rows of the batch. */
  double weightSum;

  /** Σw over the rows of the step: what shares are of. */
  double stepWeight;

  /** Room for rows of a data set. */
  Batch(Arena arena, Dataset data, int capacity) {
    this(arena, data.in(), data.outputs(), capacity);
    of(data);
  }

  /** Room for rows that are loaded, all of weight 1, or gathered from data sets to come. */
  Batch(Arena arena, int in, int targetColumns, int capacity) {
    this.in = in;
    this.targetColumns = targetColumns;
    this.x = Tensor.allocate(arena, capacity, in).segment();
    this.targets = Tensor.allocate(arena, capacity, targetColumns).segment();
    this.weights = Tensor.allocate(arena, capacity).segment();
    this.losses = Tensor.allocate(arena, capacity).segment();
  }

  /** Gathers from these rows from now on. */
  void of(Dataset rows) {
    if (data != rows) {
      data = rows;
      rowWeights = rows.weights().orElse(null);
    }
  }

  /** Gathers the rows {@code order[from … from + count)} as a step of their own. */
  void gather(int[] order, int from, int count) {
    gather(order, from, count, weightOf(order, from, count));
  }

  /** Gathers rows as a part of a step whose rows weigh as much as given. */
  void gather(int[] order, int from, int count, double weightOfStep) {
    size = count;
    weightSum = weightOf(order, from, count);
    stepWeight = weightOfStep;
    for (int i = 0; i < count; i++) {
      int row = order[from + i];
      copyRow(data.features().segment(), row, x, i, in);
      copyRow(data.targets().segment(), row, targets, i, targetColumns);
      float share = stepWeight == 0 ? 0 : (float) (weight(row) / stepWeight);
      weights.setAtIndex(JAVA_FLOAT, i, share);
    }
  }

  /** Σw over the rows {@code order[from … from + count)}. */
  double weightOf(int[] order, int from, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weight(order[from + i]);
    }
    return sum;
  }

  /** Makes these rows the batch: features [count, in] and targets [count, target columns]. */
  void load(int count, float[] features, float[] values) {
    MemorySegment.copy(features, 0, x, JAVA_FLOAT, 0, count * in);
    MemorySegment.copy(values, 0, targets, JAVA_FLOAT, 0, count * targetColumns);
    size = count;
    weightSum = count;
    stepWeight = count;
    for (int i = 0; i < count; i++) {
      weights.setAtIndex(JAVA_FLOAT, i, (float) (1.0 / count));
    }
  }

  private float weight(int row) {
    return rowWeights == null ? 1 : rowWeights.get(row);
  }

  private static void copyRow(
      MemorySegment source, long row, MemorySegment target, long to, int columns) {
    long bytes = (long) Float.BYTES * columns;
    MemorySegment.copy(source, row * bytes, target, to * bytes, bytes);
  }
}
