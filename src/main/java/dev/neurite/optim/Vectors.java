package dev.neurite.optim;

/** Sums over vectors of doubles, in four chains: element i goes to chain i mod 4. */
final class Vectors {
  private Vectors() {}

  /** Σ aᵢ·bᵢ = (c₀ + c₁) + (c₂ + c₃), and the rest. */
  static double dot(double[] a, double[] b) {
    double c0 = 0;
    double c1 = 0;
    double c2 = 0;
    double c3 = 0;
    int i = 0;
    for (; i <= a.length - 4; i += 4) {
      c0 = Math.fma(a[i], b[i], c0);
      c1 = Math.fma(a[i + 1], b[i + 1], c1);
      c2 = Math.fma(a[i + 2], b[i + 2], c2);
      c3 = Math.fma(a[i + 3], b[i + 3], c3);
    }
    double rest = 0;
    for (; i < a.length; i++) {
      rest = Math.fma(a[i], b[i], rest);
    }
    return (c0 + c1) + (c2 + c3) + rest;
  }

  /** ‖a‖. */
  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** y ← y + α·x. */
  static void add(double alpha, double[] x, double[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.fma(alpha, x[i], y[i]);
    }
  }

  /** max |aᵢ|; NaN if one is NaN. */
  static double largest(double[] a) {
    double largest = 0;
    for (double value : a) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Σ |aᵢ|. */
  static double sumOfSizes(double[] a) {
    double sum = 0;
    for (double value : a) {
      sum += Math.abs(value);
    }
    return sum;
  }
}
