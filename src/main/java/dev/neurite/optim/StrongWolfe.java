package dev.neurite.optim;

/**
 * A line search: a step t with F(x + t·d) ≤ F(x) + c₁·t·φ′(0) and |φ′(t)| ≤ c₂·|φ′(0)|, where φ(t)
 * = F(x + t·d), c₁ = 10⁻⁴ and c₂ = 0.9.
 *
 * <p>A bracket around such a step is found by steps that grow, then narrowed, both by cubic
 * interpolation with safeguards: the algorithm of minFunc [1], which PyTorch took over, so that the
 * steps are PyTorch's.
 *
 * <p>[1] M. Schmidt, <i>minFunc</i>, 2005; the conditions: Nocedal and Wright, <i>Numerical
 * Optimization</i>, 2006, §3.1 and §3.5.
 */
final class StrongWolfe {
  private static final double C1 = 1e-4;
  private static final double C2 = 0.9;
  private static final int MOST_TRIALS = 25;

  private final Differentiable function;
  private final double[] trial;
  private final Point[] points;
  private double[] x;
  private double[] d;
  private Point start;
  private int evaluations;

  StrongWolfe(Differentiable function) {
    this.function = function;
    int n = function.dimension();
    this.trial = new double[n];
    this.points = new Point[] {new Point(n), new Point(n), new Point(n)};
  }

  /** φ and φ′ at a step, and the gradient there. */
  static final class Point {
    double t;
    double value;
    double slope;
    final double[] gradient;

    Point(int n) {
      gradient = new double[n];
    }

    private void copy(Point other) {
      t = other.t;
      value = other.value;
      slope = other.slope;
      System.arraycopy(other.gradient, 0, gradient, 0, gradient.length);
    }
  }

  /** The number of evaluations of the last search. */
  int evaluations() {
    return evaluations;
  }

  /**
   * Searches from {@code from}, whose slope along d is below 0, with the step {@code first} tried
   * first.
   *
   * @return the best point found, valid until the next search
   */
  Point search(double[] x, double[] d, Point from, double first, double smallestChange) {
    this.x = x;
    this.d = d;
    this.start = from;
    this.evaluations = 0;
    Point low = points[0];
    Point high = points[1];
    Point fresh = points[2];
    low.copy(from);
    evaluate(first, fresh);
    int trials = 0;
    for (; trials < MOST_TRIALS; trials++) {
      if (isTooHigh(fresh) || (trials > 1 && fresh.value >= low.value)) {
        break;
      }
      if (isFlat(fresh)) {
        return fresh;
      }
      if (fresh.slope >= 0) {
        break;
      }
      double next = interpolate(low, fresh, fresh.t + 0.01 * (fresh.t - low.t), 10 * fresh.t);
      Point swap = low;
      low = fresh;
      fresh = swap;
      evaluate(next, fresh);
    }
    if (trials == MOST_TRIALS) {
      return fresh.value < from.value ? fresh : low;
    }
    return narrow(low, fresh, high, trials, smallestChange);
  }

  /** Narrows the bracket [a, b] until a point satisfies both conditions; returns the lowest. */
  private Point narrow(Point a, Point b, Point fresh, int trials, double smallestChange) {
    double size = Vectors.largest(d);
    boolean slow = false;
    Point first = a;
    Point second = b;
    Point spare = fresh;
    for (int i = trials; i < MOST_TRIALS; i++) {
      double left = Math.min(first.t, second.t);
      double right = Math.max(first.t, second.t);
      if ((right - left) * size < smallestChange) {
        break;
      }
      double t = interpolate(first, second, left, right);
      double margin = 0.1 * (right - left);
      boolean nearEdge = Math.min(right - t, t - left) < margin;
      if (nearEdge && (slow || t >= right || t <= left)) {
        t = Math.abs(t - right) < Math.abs(t - left) ? right - margin : left + margin;
        nearEdge = false;
      }
      slow = nearEdge;
      evaluate(t, spare);
      boolean firstIsLow = first.value <= second.value;
      Point low = firstIsLow ? first : second;
      Point high = firstIsLow ? second : first;
      if (isTooHigh(spare) || spare.value >= low.value) {
        high.copy(spare);
        continue;
      }
      boolean done = isFlat(spare);
      if (!done && spare.slope * (high.t - low.t) >= 0) {
        high.copy(low);
      }
      low.copy(spare);
      if (done) {
        return low;
      }
    }
    return first.value <= second.value ? first : second;
  }

  private boolean isTooHigh(Point p) {
    return !(p.value <= start.value + C1 * p.t * start.slope); // NaN is too high
  }

  private boolean isFlat(Point p) {
    return Math.abs(p.slope) <= -C2 * start.slope;
  }

  private void evaluate(double t, Point point) {
    for (int i = 0; i < trial.length; i++) {
      trial[i] = x[i] + t * d[i];
    }
    evaluations++;
    point.t = t;
    point.value = function.evaluate(trial, point.gradient);
    point.slope = Vectors.dot(point.gradient, d);
  }

  /** The minimum, within bounds, of the cubic with the values and slopes of two points. */
  private static double interpolate(Point p, Point q, double least, double most) {
    Point a = p.t <= q.t ? p : q;
    Point b = p.t <= q.t ? q : p;
    double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.t - b.t);
    double square = d1 * d1 - a.slope * b.slope;
    if (!(square >= 0)) {
      return (least + most) / 2;
    }
    double d2 = Math.sqrt(square);
    double t = b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2));
    return Double.isNaN(t) ? (least + most) / 2 : Math.clamp(t, least, most);
  }
}
