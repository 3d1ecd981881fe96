package dev.neurite.kernel.scalar;

import java.util.Arrays;

/**
 * The three orders in which many terms become one number: a chain, four chains, 64 lanes.
 *
 * <p>The factors of a term lie in two arrays, x from its start on and w from {@code start} on.
 */
final class Sums {
  /** The number of lanes, at every vector width. */
  static final int LANES = 64;

  private final float[] lanes = new float[LANES];

  /** fma(x[p], w[p], ·) for p ascending, from {@code sum} on. */
  static float chain(int n, float sum, float[] x, float[] w, int start) {
    for (int p = 0; p < n; p++) {
      sum = Math.fma(x[p], w[start + p], sum);
    }
    return sum;
  }

  /** Element p into chain p mod 4, then (c0 + c1) + (c2 + c3). */
  static float fourChains(int n, float[] x, float[] w, int start) {
    float c0 = everyFourth(0, n, x, w, start);
    float c1 = everyFourth(1, n, x, w, start);
    float c2 = everyFourth(2, n, x, w, start);
    float c3 = everyFourth(3, n, x, w, start);
    return (c0 + c1) + (c2 + c3);
  }

  /** Element i into lane i mod 64 by fma, then the lanes are halved. */
  float dot(int n, float[] x, float[] w, int start) {
    clear();
    addProducts(n, x, w, start);
    return halve();
  }

  /** Element i into lane i mod 64 by addition, then the lanes are halved. */
  float sum(int n, float[] x) {
    clear();
    add(n, x);
    return halve();
  }

  /** Starts a sum of blocks of which all but the last have whole 64 elements. */
  void clear() {
    Arrays.fill(lanes, 0);
  }

  /** A block of a sum: element i is added to lane i mod 64. */
  void add(int n, float[] x) {
    for (int i = 0; i < n; i += LANES) {
      add(Math.min(LANES, n - i), x, i, lanes);
    }
  }

  /** A block of a dot product: element i goes to lane i mod 64 by fma. */
  void addProducts(int n, float[] x, float[] w, int start) {
    for (int i = 0; i < n; i += LANES) {
      multiplyAdd(Math.min(LANES, n - i), x, i, w, start + i, lanes);
    }
  }

  /** Lane j += lane j + 32, then 16, 8, 4, 2, 1. Ends the sum. */
  float halve() {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] += lanes[j + half];
      }
    }
    return lanes[0];
  }

  /** y[j] ← fma(α, x[j], y[j]): one step of as many chains as there are elements. */
  static void axpy(int n, float alpha, float[] x, int start, float[] y) {
    for (int j = 0; j < n; j++) {
      y[j] = Math.fma(alpha, x[start + j], y[j]);
    }
  }

  /** y[j] ← y[j] + x[j]. */
  static void add(int n, float[] x, int start, float[] y) {
    for (int j = 0; j < n; j++) {
      y[j] += x[start + j];
    }
  }

  private static float everyFourth(int first, int n, float[] x, float[] w, int start) {
    float sum = 0;
    for (int p = first; p < n; p += 4) {
      sum = Math.fma(x[p], w[start + p], sum);
    }
    return sum;
  }

  private static void multiplyAdd(int n, float[] x, int xStart, float[] w, int wStart, float[] y) {
    for (int j = 0; j < n; j++) {
      y[j] = Math.fma(x[xStart + j], w[wStart + j], y[j]);
    }
  }
}
