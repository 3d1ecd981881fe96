package dev.neurite.optim;

/**
 * A function F from ℝⁿ to ℝ and its gradient: what an optimiser of the whole data makes small.
 *
 * <p>One caller at a time; an implementation may keep scratch memory.
 */
public interface Differentiable {

  /** n. */
  int dimension();

  /**
   * F(x); writes ∇F(x).
   *
   * @param x [n], read
   * @param gradient [n], overwritten
   */
  double evaluate(double[] x, double[] gradient);
}
