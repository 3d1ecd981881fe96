package dev.neurite.bench.inference;

import java.util.Arrays;

/** What a network answers in double precision. */
final class Oracle {
  private static final double TOLERANCE = 1e-5; // of outputs between 0 and 1

  private final Net net;
  private final float[][] weights;
  private final float[][] biases;

  Oracle(Net net) {
    this.net = net;
    this.weights = new float[net.layers()][];
    this.biases = new float[net.layers()][];
    for (int l = 0; l < net.layers(); l++) {
      weights[l] = net.weights(l);
      biases[l] = net.biases(l);
    }
  }

  /**
   * Compares outputs with those that are right.
   *
   * @throws IllegalStateException if one is not near enough
   */
  void check(int rows, float[] features, float[] outputs) {
    for (int r = 0; r < rows; r++) {
      double[] exact = row(features, r * net.in());
      for (int j = 0; j < exact.length; j++) {
        float got = outputs[r * net.out() + j];
        if (!(Math.abs(got - exact[j]) <= TOLERANCE)) {
          throw new IllegalStateException(
              "%s: row %d, output %d is %s, expected %s".formatted(net, r, j, got, exact[j]));
        }
      }
    }
  }

  private double[] row(float[] features, int start) {
    double[] x = new double[net.in()];
    for (int i = 0; i < x.length; i++) {
      x[i] = features[start + i];
    }
    for (int l = 0; l < net.layers(); l++) {
      double[] y = layer(l, x);
      x = net.isLast(l) ? y : Arrays.stream(y).map(v -> Math.max(0, v)).toArray();
    }
    if (x.length == 1) {
      return new double[] {1 / (1 + Math.exp(-x[0]))};
    }
    double max = Arrays.stream(x).max().orElseThrow();
    double[] powers = Arrays.stream(x).map(v -> Math.exp(v - max)).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(v -> v / sum).toArray();
  }

  private double[] layer(int l, double[] x) {
    double[] y = new double[net.out(l)];
    for (int j = 0; j < y.length; j++) {
      y[j] = biases[l][j];
      for (int i = 0; i < x.length; i++) {
        y[j] += weights[l][j * x.length + i] * x[i];
      }
    }
    return y;
  }
}
