package dev.neurite.optim;

import dev.neurite.check.Check;

/**
 * The limited-memory method of Broyden, Fletcher, Goldfarb and Shanno with a strong-Wolfe line
 * search, for functions of the whole data.
 *
 * <p>The direction is −H·∇F, H the inverse Hessian as the last steps s and changes of gradient y
 * tell it, from (s·y / y·y)·I on; the first step tried is 1, at the very beginning min(1, 1 /
 * ‖∇F‖₁). A pair with s·y ≤ 10⁻¹⁰ is left out. Everything is in double, in a fixed order; the steps
 * are those of PyTorch's {@code LBFGS(line_search_fn="strong_wolfe")}. Immutable; any thread may
 * use one.
 *
 * <p>Source: Nocedal and Wright, <i>Numerical Optimization</i>, 2006, algorithm 7.5.
 *
 * @param history pairs (s, y) that are remembered
 * @param iterations the most steps
 * @param tolerance the largest |∂F/∂xᵢ| that ends the search, 0 or more
 * @param smallestChange of F or of any xᵢ: less in a step ends the search, 0 or more
 */
public record Lbfgs(int history, int iterations, double tolerance, double smallestChange) {
  /** 10 pairs, 1,000 iterations, tolerance 10⁻⁶, any change counts above 10⁻¹⁶. */
  public static final Lbfgs DEFAULT = new Lbfgs(10, 1000, 1e-6, 1e-16);

  /** Checks the components. */
  public Lbfgs {
    Check.positive("lbfgs", "history", history);
    Check.positive("lbfgs", "iterations", iterations);
    Check.notNegative("lbfgs", "tolerance", (float) tolerance);
    Check.notNegative("lbfgs", "smallestChange", (float) smallestChange);
  }

  /** The same with another number of iterations. */
  public Lbfgs withIterations(int number) {
    return new Lbfgs(history, number, tolerance, smallestChange);
  }

  /**
   * Searches a minimum of F from x on.
   *
   * @param x the start; the minimum when this returns
   * @see LbfgsSearch
   */
  public Minimum minimise(Differentiable function, double[] x) {
    Check.notNull("lbfgs", "function", function);
    Check.length("lbfgs", "x", function.dimension(), Check.notNull("lbfgs", "x", x).length);
    LbfgsSearch search = new LbfgsSearch(this, function, x);
    while (search.iterations() < iterations && search.step()) {}
    return search.minimum();
  }
}
