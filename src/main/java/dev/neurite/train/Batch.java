package dev.neurite.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.data.Dataset;
import dev.neurite.network.Network;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Rows of a data set gathered side by side: features, targets, and the weight of each row. */
final class Batch {
  private static final int AHEAD = 32; // rows touched at a time: far fewer than pages are kept

  private final int in;
  private final int targetColumns;
  private final Network network; // null: x is the batch's own
  private Dataset data; // null: rows are loaded
  private Tensor rowWeights; // null: each is 1

  /** [size, in]; the network's own buffer is valid until its next call. */
  MemorySegment x;

  /** [capacity, target columns]. */
  final MemorySegment targets;

  /** [capacity]: w / Σw, the sum over the rows of the step; all 0 if no row of it counts. */
  final MemorySegment weights;

  /** [capacity]: the loss of each row. */
  final MemorySegment losses;

  private float touched; // what is never kept may never be read

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
    this(arena, null, in, targetColumns, capacity);
    this.x = Tensor.allocate(arena, capacity, in).segment();
  }

  /** Room for rows that are gathered where the network reads them, once per forward pass. */
  Batch(Arena arena, Network network, int targetColumns, int capacity) {
    this(arena, network, network.in(), targetColumns, capacity);
  }

  private Batch(Arena arena, Network network, int in, int targetColumns, int capacity) {
    this.network = network;
    this.in = in;
    this.targetColumns = targetColumns;
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
    if (network != null) {
      x = network.trainingInput(count);
    }
    for (int i = 0; i < count; i++) {
      if (i % AHEAD == 0) {
        touch(order, from + i, Math.min(AHEAD, count - i));
      }
      int row = order[from + i];
      copyRow(data.features().segment(), row, x, i, in);
      copyRow(data.targets().segment(), row, targets, i, targetColumns);
      float share = stepWeight == 0 ? 0 : (float) (weight(row) / stepWeight);
      weights.setAtIndex(JAVA_FLOAT, i, share);
    }
  }

  /**
   * Reads one element at each end of the rows that come next: what finding their pages takes then
   * goes on for many rows at once instead of one after another.
   */
  private void touch(int[] order, int from, int count) {
    MemorySegment features = data.features().segment();
    float sum = 0;
    for (int i = 0; i < count; i++) {
      long row = (long) order[from + i] * in;
      sum += features.getAtIndex(JAVA_FLOAT, row) + features.getAtIndex(JAVA_FLOAT, row + in - 1);
    }
    touched = sum;
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
