package dev.neurite.optim;

import dev.neurite.kernel.Coefficients;

/**
 * The step that is being taken: its number, the factor of the learning rate, and how the parameter
 * that steps decays. Set anew for each parameter, so that a step makes no objects; one caller at a
 * time.
 */
public final class StepMoment {
  private final Coefficients coefficients = new Coefficients();
  private long step;
  private float rateFactor = 1;
  private float decay;
  private boolean shrinks;

  StepMoment() {}

  void set(long step, float rateFactor, float decay, boolean shrinks) {
    this.step = step;
    this.rateFactor = rateFactor;
    this.decay = decay;
    this.shrinks = shrinks;
  }

  /** The number of the step, from 1. */
  public long step() {
    return step;
  }

  /** A learning rate as the schedule has it now. */
  public float rate(float learningRate) {
    return learningRate * rateFactor;
  }

  /** 2λ of λ‖w‖² in the loss, 0 for none. */
  public float decay() {
    return decay;
  }

  /** What decoupled decay takes of a weight, η·λ; 0 of a parameter that doesn't decay. */
  float shrink(float learningRate, float weightDecay) {
    return shrinks ? rate(learningRate) * weightDecay : 0;
  }

  /** The numbers for the kernel, kept for reuse. */
  Coefficients coefficients() {
    return coefficients;
  }
}
