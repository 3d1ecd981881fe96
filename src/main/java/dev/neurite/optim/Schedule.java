package dev.neurite.optim;

import dev.neurite.check.Check;

/**
 * How the learning rate changes during a run: a factor for every step. Immutable, and a pure
 * function of the place in the run.
 */
public sealed interface Schedule
    permits Schedule.Constant,
        Schedule.Steps,
        Schedule.Exponential,
        Schedule.Cosine,
        Schedule.OneCycle,
        Schedule.WarmUp {

  /**
   * What the learning rate is multiplied with.
   *
   * @param step the number of the step in the run, from 1
   * @param stepsPerEpoch 1 or more
   * @param epochs of the whole run
   */
  double factor(long step, int stepsPerEpoch, int epochs);

  /**
   * True if factors depend on how long the whole run is: such a run can't be prolonged, as its
   * first steps would have been others.
   */
  default boolean needsLength() {
    return false;
  }

  /** Always 1. */
  record Constant() implements Schedule {
    @Override
    public double factor(long step, int stepsPerEpoch, int epochs) {
      return 1;
    }
  }

  /**
   * γ after every so many epochs, again and again: γ^⌊e / n⌋ in epoch e, from 0; PyTorch's {@code
   * StepLR}.
   *
   * @param everyEpochs n, 1 or more
   * @param gamma γ, above 0
   */
  record Steps(int everyEpochs, float gamma) implements Schedule {
    /** Checks the components. */
    public Steps {
      Check.positive("steps", "everyEpochs", everyEpochs);
      Check.positive("steps", "gamma", gamma);
    }

    @Override
    public double factor(long step, int stepsPerEpoch, int epochs) {
      return StrictMath.pow(gamma, (step - 1) / stepsPerEpoch / everyEpochs);
    }
  }

  /**
   * γ after every epoch: γᵉ in epoch e, from 0; PyTorch's {@code ExponentialLR}.
   *
   * @param gamma γ, above 0
   */
  record Exponential(float gamma) implements Schedule {
    /** Checks the component. */
    public Exponential {
      Check.positive("exponential", "gamma", gamma);
    }

    @Override
    public double factor(long step, int stepsPerEpoch, int epochs) {
      return StrictMath.pow(gamma, (step - 1) / stepsPerEpoch);
    }
  }

  /**
   * Half a cosine from 1 down to a share: m + (1 − m)·(1 + cos(π·e / E)) / 2 in epoch e of E, from
   * 0; PyTorch's {@code CosineAnnealingLR} with T_max = E.
   *
   * <p>Source: Loshchilov and Hutter, <i>SGDR</i>, ICLR 2017, eq. 5, without restarts.
   *
   * @param minimum m, in [0, 1)
   */
  record Cosine(float minimum) implements Schedule {
    /** Checks the component. */
    public Cosine {
      Check.inRange("cosine", "minimum", minimum, 0, 1);
    }

    @Override
    public boolean needsLength() {
      return true;
    }

    @Override
    public double factor(long step, int stepsPerEpoch, int epochs) {
      double place = Math.min(1, (double) ((step - 1) / stepsPerEpoch) / epochs);
      return between(1, minimum, place);
    }
  }

  /**
   * One cycle over all steps: from 1 / d up to 1 by half a cosine, and down to 1 / (d·D) by
   * another; PyTorch's {@code OneCycleLR} without its momentum, the learning rate being {@code
   * max_lr}.
   *
   * <p>Source: Smith and Topin, <i>Super-convergence</i>, 2018.
   *
   * @param rise the share of the steps that go up, in (0, 1)
   * @param divisor d, 1 or more
   * @param finalDivisor D, 1 or more
   */
  record OneCycle(float rise, float divisor, float finalDivisor) implements Schedule {
    /** Checks the components. */
    public OneCycle {
      Check.inside("oneCycle", "rise", rise, 0, 1);
      Check.positive("oneCycle", "divisor", divisor);
      Check.positive("oneCycle", "finalDivisor", finalDivisor);
    }

    /** PyTorch's defaults: 0.3, 25 and 10⁴. */
    public OneCycle() {
      this(0.3f, 25, 1e4f);
    }

    @Override
    public boolean needsLength() {
      return true;
    }

    @Override
    public double factor(long step, int stepsPerEpoch, int epochs) {
      double last = (double) stepsPerEpoch * epochs - 1;
      double top = (double) rise * (last + 1) - 1;
      double at = Math.min(step - 1, last);
      double start = 1.0 / divisor;
      return at <= top
          ? between(start, 1, top <= 0 ? 1 : at / top)
          : between(1, start / finalDivisor, (at - top) / (last - top));
    }
  }

  /**
   * A straight line from a share up to 1 over the first steps, times another schedule; PyTorch's
   * {@code LinearLR} times it.
   *
   * @param steps of the line, 1 or more
   * @param start the share at the first step, in [0, 1)
   * @param then what it is multiplied with
   */
  record WarmUp(int steps, float start, Schedule then) implements Schedule {
    /** Checks the components. */
    public WarmUp {
      Check.positive("warmUp", "steps", steps);
      Check.inRange("warmUp", "start", start, 0, 1);
      Check.notNull("warmUp", "then", then);
    }

    @Override
    public boolean needsLength() {
      return then.needsLength();
    }

    @Override
    public double factor(long step, int stepsPerEpoch, int epochs) {
      double place = Math.min(1, (double) (step - 1) / steps);
      return (start + (1 - start) * place) * then.factor(step, stepsPerEpoch, epochs);
    }
  }

  /** Half a cosine from one number to another. */
  private static double between(double from, double to, double place) {
    return to + (from - to) * (1 + cosine(place)) / 2;
  }

  /**
   * cos(π·p) for p in [0, 1], by its series in nested form, off by 10⁻¹⁵ at most; {@code
   * StrictMath.cos} makes an array at every call.
   */
  private static double cosine(double p) {
    if (p > 0.5) {
      return -cosine(1 - p);
    }
    double square = Math.PI * p * (Math.PI * p);
    double sum = 1;
    for (int k = 24; k > 0; k -= 2) {
      sum = 1 - square / (k * (k - 1)) * sum;
    }
    return sum;
  }
}
