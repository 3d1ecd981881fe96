package dev.neurite.optim;

import dev.neurite.check.Check;
import dev.neurite.optim.Minimum.Ending;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * A search by {@link Lbfgs} that is taken step by step, and can be put away between two and taken
 * up again with the same bits. Steps allocate nothing; one caller at a time.
 */
public final class LbfgsSearch {
  private final Lbfgs rule;
  private final Differentiable function;
  private final double[] x;
  private final StrongWolfe line;
  private final LbfgsHistory pairs;
  private final StrongWolfe.Point current;
  private final double[] d;
  private final double[] numbers = new double[8];
  private boolean started;
  private int iterations;
  private int evaluations;
  private boolean stuck;

  /**
   * A search that begins at x.
   *
   * @param x the start; where the search is, from step to step
   */
  public LbfgsSearch(Lbfgs rule, Differentiable function, double[] x) {
    this.rule = Check.notNull("lbfgs", "rule", rule);
    this.function = Check.notNull("lbfgs", "function", function);
    Check.length("lbfgs", "x", function.dimension(), Check.notNull("lbfgs", "x", x).length);
    this.x = x;
    this.line = new StrongWolfe(function);
    this.pairs = new LbfgsHistory(rule.history(), x.length);
    this.current = new StrongWolfe.Point(x.length);
    this.d = new double[x.length];
  }

  /**
   * One direction and a search along it.
   *
   * @return false if there is nothing more to gain: the slope is within its tolerance, or no step
   *     lowers F; {@link #minimum} says which
   */
  public boolean step() {
    if (!started) {
      current.value = function.evaluate(x, current.gradient);
      evaluations++;
      started = true;
      stuck = !Double.isFinite(current.value);
    }
    if (isOver()) {
      return false;
    }
    pairs.direction(current.gradient, d);
    current.slope = Vectors.dot(current.gradient, d);
    if (!(current.slope < -rule.smallestChange())) {
      stuck = true;
      return false;
    }
    double first = iterations == 0 ? Math.min(1, 1 / Vectors.sumOfSizes(current.gradient)) : 1;
    stuck = !moveAlong(first);
    iterations++;
    return !stuck;
  }

  /** Moves x along d; false if that changed nothing. */
  private boolean moveAlong(double first) {
    StrongWolfe.Point next = line.search(x, d, current, first, rule.smallestChange());
    evaluations += line.evaluations();
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i] + next.t * d[i];
    }
    pairs.remember(next.t, d, current.gradient, next.gradient);
    double change = Math.abs(next.value - current.value);
    current.value = next.value;
    System.arraycopy(next.gradient, 0, current.gradient, 0, x.length);
    double least = rule.smallestChange();
    return next.t * Vectors.largest(d) > least && change >= least;
  }

  /** True if a further {@link #step} would take none. */
  public boolean isOver() {
    return stuck || started && isOptimum();
  }

  private boolean isOptimum() {
    return Vectors.largest(current.gradient) <= rule.tolerance();
  }

  /** The steps taken so far. */
  public int iterations() {
    return iterations;
  }

  /** F where the search is, after its first step. */
  public double value() {
    return current.value;
  }

  /** Where the search is, and why it would end there. */
  public Minimum minimum() {
    Ending ending =
        isOver() ? isOptimum() ? Ending.OPTIMUM : Ending.NO_PROGRESS : Ending.ITERATIONS;
    return new Minimum(
        current.value, Vectors.largest(current.gradient), iterations, evaluations, ending);
  }

  /**
   * Shows every array the search goes on from, with a name of its own: live, so that they can be
   * read to put the search away, and written to take it up; {@link #resume} comes after that.
   */
  public void forEachArray(BiConsumer<String, double[]> visitor) {
    numbers[0] = started ? 1 : 0;
    numbers[1] = iterations;
    numbers[2] = evaluations;
    numbers[3] = stuck ? 1 : 0;
    numbers[4] = current.value;
    numbers[5] = pairs.scale();
    numbers[6] = pairs.size();
    numbers[7] = pairs.oldest();
    visitor.accept("x", x);
    visitor.accept("gradient", current.gradient);
    pairs.forEachArray(visitor);
    visitor.accept("numbers", numbers);
  }

  /**
   * Goes on from what was written into the arrays.
   *
   * @throws IndexOutOfBoundsException if that can't be what a search left there
   */
  public void resume() {
    started = numbers[0] == 1;
    iterations = (int) numbers[1];
    evaluations = (int) numbers[2];
    stuck = numbers[3] == 1;
    current.value = numbers[4];
    int size = Objects.checkIndex((int) numbers[6], rule.history() + 1);
    pairs.resume(size, Objects.checkIndex((int) numbers[7], rule.history()), numbers[5]);
  }
}
