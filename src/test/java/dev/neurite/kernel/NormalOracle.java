package dev.neurite.kernel;

/** erf and the normal distribution in double, to a relative error below 1e-12 even in the tail. */
final class NormalOracle {
  private NormalOracle() {}

  /** erf x, by the series 2/√π·e^(−x²)·Σ 2ⁿ·x²ⁿ⁺¹/(2n + 1)‼, all of whose terms have one sign. */
  static double erf(double x) {
    double a = Math.abs(x);
    return a < 2 ? series(x) : Math.signum(x) * (1 - 2 * below(a * Math.sqrt(2), a * a));
  }

  /** Φ(x). */
  static double phi(double x) {
    double a = Math.abs(x);
    double tail = a < 3 ? 0.5 - 0.5 * series(a / Math.sqrt(2)) : below(a, a * a / 2);
    return Double.isNaN(x) ? x : x < 0 ? tail : 1 - tail;
  }

  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }

  /**
   * Φ(−a) for a ≥ 2√2, by the continued fraction of Laplace, φ(a)/(a + 1/(a + 2/(a + 3/(a + …)))),
   * from its 80th part backwards.
   *
   * @param halfSquare a²/2, without the error that a may have
   */
  private static double below(double a, double halfSquare) {
    if (!(halfSquare < 700)) {
      return Double.isNaN(a) ? a : 0;
    }
    double fraction = a;
    for (int n = 80; n > 0; n--) {
      fraction = a + n / fraction;
    }
    return StrictMath.exp(-halfSquare) / Math.sqrt(2 * Math.PI) / fraction;
  }
}
