package dev.neurite.train;

import dev.neurite.data.Dataset;
import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;

/** The rows of one data set; the last batch has what is left. */
final class RowsInMemory implements RowSource {
  private final Dataset data;
  private final int capacity;
  private final CounterRandom shuffle;
  private final int[] order;

  /** Rows in batches of up to {@code capacity}. */
  RowsInMemory(Dataset data, int capacity, CounterRandom shuffle) {
    this.data = data;
    this.capacity = capacity;
    this.shuffle = shuffle;
    this.order = new int[data.rows()];
  }

  @Override
  public int batches() {
    return Math.ceilDiv(order.length, capacity);
  }

  @Override
  public long rows() {
    return order.length;
  }

  @Override
  public double weight() {
    return weight(data);
  }

  /** Σw over the rows of a data set. */
  static double weight(Dataset data) {
    Tensor weights = data.weights().orElse(null);
    double sum = 0;
    for (int row = 0; row < data.rows(); row++) {
      sum += weights == null ? 1 : weights.get(row);
    }
    return sum;
  }

  @Override
  public String describe() {
    return data + " " + Checksum.of(data);
  }

  @Override
  public void begin(int epoch) {
    arrange(order, shuffle, epoch, epoch);
  }

  /** The order of rows in an epoch, by its own number among all orders; theirs in epoch 0. */
  static void arrange(int[] order, CounterRandom shuffle, int epoch, long number) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    if (epoch > 0) {
      shuffle.shuffle(number, order);
    }
  }

  @Override
  public void gather(Batch batch, int number) {
    batch.of(data);
    batch.gather(order, number * capacity, count(number));
  }

  @Override
  public void gather(Batch batch, int number, double weightOfStep) {
    batch.of(data);
    batch.gather(order, number * capacity, count(number), weightOfStep);
  }

  private int count(int number) {
    return Math.min(capacity, order.length - number * capacity);
  }
}
