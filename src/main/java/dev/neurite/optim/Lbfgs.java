package dev.neurite.optim;

import dev.neurite.check.Check;
import dev.neurite.optim.Minimum.Ending;

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

  private static final double LEAST_CURVATURE = 1e-10; // s·y of a pair that is remembered

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
   */
  public Minimum minimise(Differentiable function, double[] x) {
    Check.notNull("lbfgs", "function", function);
    Check.length("lbfgs", "x", function.dimension(), Check.notNull("lbfgs", "x", x).length);
    return new Search(function, x).run();
  }

  private final class Search {
    private final double[] x;
    private final StrongWolfe line;
    private final LbfgsHistory pairs;
    private final StrongWolfe.Point current;
    private final double[] d;
    private int evaluations = 1;

    Search(Differentiable function, double[] x) {
      this.x = x;
      this.line = new StrongWolfe(function);
      this.pairs = new LbfgsHistory(history, x.length);
      this.current = new StrongWolfe.Point(x.length);
      this.d = new double[x.length];
      current.value = function.evaluate(x, current.gradient);
    }

    Minimum run() {
      double first = Math.min(1, 1 / Vectors.sumOfSizes(current.gradient));
      for (int i = 0; i < iterations; i++) {
        if (Vectors.largest(current.gradient) <= tolerance) {
          return minimum(i, Ending.OPTIMUM);
        }
        pairs.direction(current.gradient, d);
        current.slope = Vectors.dot(current.gradient, d);
        if (!(current.slope < -smallestChange)) {
          return minimum(i, Ending.NO_PROGRESS);
        }
        if (!step(i == 0 ? first : 1)) {
          boolean optimum = Vectors.largest(current.gradient) <= tolerance;
          return minimum(i + 1, optimum ? Ending.OPTIMUM : Ending.NO_PROGRESS);
        }
      }
      return minimum(iterations, Ending.ITERATIONS);
    }

    /** One step along d; false if it changed nothing. */
    private boolean step(double first) {
      StrongWolfe.Point next = line.search(x, d, current, first, smallestChange);
      evaluations += line.evaluations();
      for (int i = 0; i < x.length; i++) {
        x[i] = x[i] + next.t * d[i];
      }
      pairs.remember(next.t, d, current.gradient, next.gradient);
      double change = Math.abs(next.value - current.value);
      current.value = next.value;
      System.arraycopy(next.gradient, 0, current.gradient, 0, x.length);
      return next.t * Vectors.largest(d) > smallestChange && change >= smallestChange;
    }

    private Minimum minimum(int steps, Ending ending) {
      return new Minimum(
          current.value, Vectors.largest(current.gradient), steps, evaluations, ending);
    }
  }

  /** The last pairs (s, y), oldest first, in a ring. */
  private static final class LbfgsHistory {
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
  }
}
