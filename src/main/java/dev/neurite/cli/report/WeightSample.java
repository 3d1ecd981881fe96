package dev.neurite.cli.report;

import dev.neurite.tensor.Tensor;

/**
 * Up to {@value #MOST} weights of a layer, evenly spaced in memory: what is said of a layer of a
 * hundred million weights costs what it costs for a small one.
 */
final class WeightSample {
  static final int MOST = 1 << 11; // a norm estimated from as many is off by 2 % or so

  private final Tensor tensor;
  private final float[] kept;

  WeightSample(Tensor tensor) {
    this.tensor = tensor;
    this.kept = new float[Math.min(MOST, tensor.elements())];
  }

  /** The weights as they are now, in a new array. */
  float[] values() {
    float[] values = new float[kept.length];
    copy(values);
    return values;
  }

  /** Notes the weights before a step. */
  void keep() {
    copy(kept);
  }

  /** ‖w − w₀‖ / ‖w₀‖ since {@link #keep}; NaN if all weights were 0. */
  double change() {
    double change = 0;
    double length = 0;
    for (int i = 0; i < kept.length; i++) {
      double d = (double) tensor.get(place(i)) - kept[i];
      change += d * d;
      length += (double) kept[i] * kept[i];
    }
    return Math.sqrt(change / length);
  }

  private void copy(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.get(place(i));
    }
  }

  /** Spread over all elements; the identity where all are taken. */
  private long place(int i) {
    return (long) i * tensor.elements() / kept.length;
  }
}
