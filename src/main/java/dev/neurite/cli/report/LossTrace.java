package dev.neurite.cli.report;

import java.util.Arrays;

/**
 * The losses of all batches of a run as at most {@value #CAPACITY} means of neighbours. When it is
 * full, neighbours are merged in place, and each mean is of twice as many batches from then on.
 * Allocates nothing per batch.
 */
final class LossTrace {
  static final int CAPACITY = 1024; // points: more than a chart has pixels across; even

  private final double[] places = new double[CAPACITY];
  private final double[] losses = new double[CAPACITY];
  private int size;
  private int stride = 1;
  private int pending;
  private double sum;

  /**
   * Adds a batch.
   *
   * @param place in epochs: 1.5 in the middle of the second
   */
  void add(double place, double loss) {
    sum += loss;
    if (++pending < stride) {
      return;
    }
    places[size] = place;
    losses[size] = sum / stride;
    size++;
    pending = 0;
    sum = 0;
    if (size == CAPACITY) {
      merge();
    }
  }

  /** Where each mean ends, in epochs. */
  double[] places() {
    return Arrays.copyOf(places, size);
  }

  /** The means. */
  double[] losses() {
    return Arrays.copyOf(losses, size);
  }

  private void merge() {
    for (int i = 0; i < size / 2; i++) {
      places[i] = places[2 * i + 1];
      losses[i] = (losses[2 * i] + losses[2 * i + 1]) / 2;
    }
    size /= 2;
    stride *= 2;
  }
}
