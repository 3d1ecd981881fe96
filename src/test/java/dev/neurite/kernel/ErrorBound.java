package dev.neurite.kernel;

import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/** Comparison with an oracle in {@code double} within a derived bound. */
final class ErrorBound {
  private static final double U = 0x1p-24; // unit roundoff of float
  private static final double TINY = Float.MIN_VALUE; // no relative bound holds below it

  /** A bound that allows more than this share of the terms would prove nothing. */
  private static final double MEANINGFUL = 1e-4;

  private ErrorBound() {}

  /** γₖ = k·u / (1 − k·u) [Higham 2002, §3.1]. */
  static double gamma(int k) {
    return k * U / (1 - k * U);
  }

  /**
   * Fails unless |got − exact| ≤ γ·magnitude for that many roundings.
   *
   * @param magnitude the sum of the absolute terms
   */
  static void assertWithin(
      float got, double exact, int roundings, double magnitude, Supplier<String> what) {
    double gamma = gamma(roundings);
    double bound = gamma * magnitude + TINY;
    double error = Math.abs(got - exact);
    if (gamma > MEANINGFUL) {
      throw new AssertionError(what.get() + ": the bound says nothing: γ = " + gamma);
    }
    if (!(error <= bound)) {
      throw new AssertionError(
          "%s: got %s, expected %s, error %s, bound %s"
              .formatted(what.get(), got, exact, error, bound));
    }
  }

  /**
   * Fails unless got is start + Σ term(i) within γ·(|start| + Σ|term(i)|).
   *
   * <p>The oracle rounds too, 2⁻²⁹ as much; one rounding that the count of a kernel's has to spare,
   * or the exact first product of a chain, covers it.
   */
  static void assertSum(
      float got,
      int roundings,
      double start,
      int n,
      IntToDoubleFunction term,
      Supplier<String> what) {
    double exact = start;
    double magnitude = Math.abs(start);
    for (int i = 0; i < n; i++) {
      exact += term.applyAsDouble(i);
      magnitude += Math.abs(term.applyAsDouble(i));
    }
    assertWithin(got, exact, roundings, magnitude, what);
  }
}
