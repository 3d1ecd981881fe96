package dev.neurite.optim;

import dev.neurite.check.Check;
import dev.neurite.optim.Minimum.Ending;

/**
 * Newton's method with a trust region, for smooth convex functions of the whole data: few, costly
 * steps, and quadratic convergence at the end, where {@link Lbfgs} takes many cheap ones.
 *
 * <p>Each step s minimises the quadratic model ∇F·s + ½·s·∇²F·s within ‖s‖ ≤ Δ by conjugate
 * gradients, to a residual of 0.1·‖∇F‖; Δ follows how well the model foretold the change of F.
 * Everything is in double, in a fixed order. Immutable; any thread may use one.
 *
 * <p>Source: Lin, Weng and Keerthi, <i>Trust region Newton method for large-scale logistic
 * regression</i>, JMLR 9, 2008; its constants.
 *
 * @param iterations the most steps
 * @param tolerance the largest |∂F/∂xᵢ| that ends the search, 0 or more
 */
public record TrustRegionNewton(int iterations, double tolerance) {
  /** 1,000 iterations, tolerance 10⁻⁶. */
  public static final TrustRegionNewton DEFAULT = new TrustRegionNewton(1000, 1e-6);

  private static final double ACCEPTED = 1e-4; // η₀: share of the foretold change that is enough
  private static final double POOR = 0.25; // η₁
  private static final double GOOD = 0.75; // η₂
  private static final double SHRINK_MOST = 0.25; // σ₁
  private static final double SHRINK = 0.5; // σ₂
  private static final double GROW = 4; // σ₃
  private static final double RESIDUAL = 0.1; // of the conjugate gradients, times ‖∇F‖
  private static final double LEAST_CHANGE = 1e-14; // of F, relative: below is its rounding

  /** Checks the components. */
  public TrustRegionNewton {
    Check.positive("newton", "iterations", iterations);
    Check.notNegative("newton", "tolerance", (float) tolerance);
  }

  /**
   * Searches the minimum of a convex F from x on.
   *
   * @param x the start; the minimum when this returns
   */
  public Minimum minimise(TwiceDifferentiable function, double[] x) {
    Check.notNull("newton", "function", function);
    Check.length("newton", "x", function.dimension(), Check.notNull("newton", "x", x).length);
    return new Search(function, x).run();
  }

  private final class Search {
    private final TwiceDifferentiable function;
    private final double[] x;
    private final double[] trial;
    private final double[] g;
    private final double[] s;
    private final double[] r;
    private final double[] d;
    private final double[] hd;
    private double value;
    private double radius;
    private int evaluations = 1;

    Search(TwiceDifferentiable function, double[] x) {
      this.function = function;
      this.x = x;
      trial = new double[x.length];
      g = new double[x.length];
      s = new double[x.length];
      r = new double[x.length];
      d = new double[x.length];
      hd = new double[x.length];
      value = function.evaluate(x, g);
      radius = Vectors.norm(g);
    }

    Minimum run() {
      for (int i = 0; i < iterations; i++) {
        if (Vectors.largest(g) <= tolerance) {
          return minimum(i, Ending.OPTIMUM);
        }
        conjugateGradients();
        double slope = Vectors.dot(g, s);
        double foretold = -0.5 * (slope - Vectors.dot(s, r));
        System.arraycopy(x, 0, trial, 0, x.length);
        Vectors.add(1, s, trial);
        double next = function.evaluate(trial, hd); // hd is free until the next products
        evaluations++;
        double change = value - next;
        adapt(i == 0, slope, foretold, change);
        boolean negligible = Math.abs(foretold) <= LEAST_CHANGE * Math.abs(value);
        if (change > ACCEPTED * foretold) {
          System.arraycopy(trial, 0, x, 0, x.length);
          System.arraycopy(hd, 0, g, 0, g.length);
          value = next;
        } else if (negligible || radius == 0) {
          function.evaluate(x, g);
          return minimum(i + 1, Ending.NO_PROGRESS);
        } else {
          function.evaluate(x, g); // the products are to be those of x again
          evaluations++;
        }
      }
      return minimum(iterations, Ending.ITERATIONS);
    }

    private void adapt(boolean first, double slope, double foretold, double change) {
      double length = Vectors.norm(s);
      if (first) {
        radius = Math.min(radius, length);
      }
      double curvature = -change - slope;
      double alpha = curvature <= 0 ? GROW : Math.max(SHRINK_MOST, -0.5 * slope / curvature);
      if (change < ACCEPTED * foretold) {
        radius = Math.min(Math.max(alpha, SHRINK_MOST) * length, SHRINK * radius);
      } else if (change < POOR * foretold) {
        radius = Math.max(SHRINK_MOST * radius, Math.min(alpha * length, SHRINK * radius));
      } else if (change < GOOD * foretold) {
        radius = Math.max(SHRINK_MOST * radius, Math.min(alpha * length, GROW * radius));
      } else {
        radius = Math.max(radius, Math.min(alpha * length, GROW * radius));
      }
    }

    /** s minimises the model within the radius; r = −∇F − ∇²F·s. */
    private void conjugateGradients() {
      for (int i = 0; i < x.length; i++) {
        s[i] = 0;
        r[i] = -g[i];
        d[i] = r[i];
      }
      double rr = Vectors.dot(r, r);
      double enough = RESIDUAL * Vectors.norm(g);
      for (int k = 0; k < 2 * x.length && Math.sqrt(rr) > enough; k++) {
        function.hessianTimes(d, hd);
        double curvature = Vectors.dot(d, hd);
        double alpha = rr / curvature;
        if (!(curvature > 0) || lengthAfter(alpha) > radius) {
          double boundary = toBoundary();
          Vectors.add(boundary, d, s);
          Vectors.add(-boundary, hd, r);
          return;
        }
        Vectors.add(alpha, d, s);
        Vectors.add(-alpha, hd, r);
        double next = Vectors.dot(r, r);
        double beta = next / rr;
        for (int i = 0; i < d.length; i++) {
          d[i] = Math.fma(beta, d[i], r[i]);
        }
        rr = next;
      }
    }

    /** ‖s + α·d‖. */
    private double lengthAfter(double alpha) {
      double sum = 0;
      for (int i = 0; i < s.length; i++) {
        double moved = Math.fma(alpha, d[i], s[i]);
        sum = Math.fma(moved, moved, sum);
      }
      return Math.sqrt(sum);
    }

    /** τ with ‖s + τ·d‖ = Δ, in the form that does not cancel. */
    private double toBoundary() {
      double sd = Vectors.dot(s, d);
      double dd = Vectors.dot(d, d);
      double room = radius * radius - Vectors.dot(s, s);
      double root = Math.sqrt(sd * sd + dd * room);
      return sd >= 0 ? room / (sd + root) : (root - sd) / dd;
    }

    private Minimum minimum(int steps, Ending ending) {
      return new Minimum(value, Vectors.largest(g), steps, evaluations, ending);
    }
  }
}
