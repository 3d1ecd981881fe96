package dev.neurite.kernel;

import dev.neurite.check.Check;

/**
 * The numbers of one step of an {@link AdaptiveRule}. They change from step to step, and a step
 * makes no objects: so one instance is kept and set anew. One caller at a time.
 */
public final class Coefficients {
  private float rate;
  private float beta1;
  private float beta2;
  private float epsilon;
  private float rootFactor = 1;
  private float gradientShare;
  private float meanShare;
  private float decay;
  private float shrink;

  /** All 0, but for the root factor, which is 1. */
  public Coefficients() {}

  /** The length of the step: η, with the correction of the mean where the rule has one. */
  public Coefficients rate(float value) {
    this.rate = Check.notNegative("adaptive", "rate", value);
    return this;
  }

  /** The shares of the past in the running means, each in [0, 1). */
  public Coefficients betas(float first, float second) {
    this.beta1 = Check.inRange("adaptive", "beta1", first, 0, 1);
    this.beta2 = Check.inRange("adaptive", "beta2", second, 0, 1);
    return this;
  }

  /** What is added to a root. */
  public Coefficients epsilon(float value) {
    this.epsilon = Check.notNegative("adaptive", "epsilon", value);
    return this;
  }

  /** r = 1 / √(1 − β₂ᵗ), above 0: what roots are multiplied with. */
  public Coefficients rootFactor(float value) {
    this.rootFactor = Check.positive("adaptive", "rootFactor", value);
    return this;
  }

  /**
   * How much of the gradient (a) and of the mean (b) is in a step of {@link AdaptiveRule#NADAM}.
   */
  public Coefficients shares(float gradient, float mean) {
    this.gradientShare = Check.finite("adaptive", "gradientShare", gradient);
    this.meanShare = Check.finite("adaptive", "meanShare", mean);
    return this;
  }

  /** 2λ of λ‖w‖² in the loss. */
  public Coefficients decay(float value) {
    this.decay = Check.notNegative("adaptive", "decay", value);
    return this;
  }

  /** The share that a weight loses by decay that is not in the loss: η·λ. */
  public Coefficients shrink(float value) {
    this.shrink = Check.notNegative("adaptive", "shrink", value);
    return this;
  }

  /** η. */
  public float rate() {
    return rate;
  }

  /** β₁. */
  public float beta1() {
    return beta1;
  }

  /** β₂. */
  public float beta2() {
    return beta2;
  }

  /** ε. */
  public float epsilon() {
    return epsilon;
  }

  /** r. */
  public float rootFactor() {
    return rootFactor;
  }

  /** a. */
  public float gradientShare() {
    return gradientShare;
  }

  /** b. */
  public float meanShare() {
    return meanShare;
  }

  /** 2λ. */
  public float decay() {
    return decay;
  }

  /** The share that a weight loses. */
  public float shrink() {
    return shrink;
  }
}
