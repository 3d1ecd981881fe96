package dev.neurite.optim;

import java.util.function.BiConsumer;

/** The last pairs (s, y), oldest first, in a ring. */
final class LbfgsHistory {
  private static final double LEAST_CURVATURE = 1e-10; // s·y of a pair that is remembered

  private final double[][] s;
  private final double[][] y;
  private final double[] rho;
  private final double[] alpha;
  private int size;
  private int oldest;
  private double scale = 1;

  LbfgsHistory(int capacity, int n) {
    s = new double[capacity][n];
    y = new double[capacity][n];
    rho = new double[capacity];
    alpha = new double[capacity];
  }

  void remember(double t, double[] d, double[] before, double[] after) {
    int at = (oldest + size) % rho.length;
    double[] step = s[at];
    double[] change = y[at];
    double product = 0;
    for (int i = 0; i < d.length; i++) {
      product = Math.fma(t * d[i], after[i] - before[i], product);
    }
    if (!(product > LEAST_CURVATURE)) {
      return;
    }
    for (int i = 0; i < d.length; i++) {
      step[i] = t * d[i];
      change[i] = after[i] - before[i];
    }
    rho[at] = 1 / product;
    scale = product / Vectors.dot(change, change);
    if (size < rho.length) {
      size++;
    } else {
      oldest = (oldest + 1) % rho.length;
    }
  }

  /** d ← −H·g, by two loops over the pairs. */
  void direction(double[] g, double[] d) {
    for (int i = 0; i < d.length; i++) {
      d[i] = -g[i];
    }
    for (int k = size - 1; k >= 0; k--) {
      int at = (oldest + k) % rho.length;
      alpha[at] = rho[at] * Vectors.dot(s[at], d);
      Vectors.add(-alpha[at], y[at], d);
    }
    for (int i = 0; i < d.length; i++) {
      d[i] *= scale;
    }
    for (int k = 0; k < size; k++) {
      int at = (oldest + k) % rho.length;
      double beta = rho[at] * Vectors.dot(y[at], d);
      Vectors.add(alpha[at] - beta, s[at], d);
    }
  }

  /** The steps s, the changes y and their numbers 1 / s·y: live, in no order of their own. */
  void forEachArray(BiConsumer<String, double[]> visitor) {
    for (int i = 0; i < rho.length; i++) {
      visitor.accept("s" + i, s[i]);
      visitor.accept("y" + i, y[i]);
    }
    visitor.accept("rho", rho);
  }

  /** How many pairs there are. */
  int size() {
    return size;
  }

  /** The place of the oldest. */
  int oldest() {
    return oldest;
  }

  /** What H is a multiple of the identity by before the pairs are applied. */
  double scale() {
    return scale;
  }

  /** Takes over what the three above said; the arrays have been put back. */
  void resume(int size, int oldest, double scale) {
    this.size = size;
    this.oldest = oldest;
    this.scale = scale;
  }
}
