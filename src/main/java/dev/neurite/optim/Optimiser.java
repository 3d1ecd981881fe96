package dev.neurite.optim;

import dev.neurite.kernel.Kernels;
import dev.neurite.tensor.Tensor;

/**
 * A rule for the next weights. Immutable; what it remembers is in {@link OptimiserState}.
 *
 * <p>Steps are counted from 1.
 */
public sealed interface Optimiser permits Sgd, Momentum, Adam, Adaptive {

  /** η, the size of a step. */
  float learningRate();

  /** How many numbers are remembered per weight. */
  int slots();

  /**
   * One step of one parameter.
   *
   * @param moment when and how: number and rate of the step, decay of the parameter
   * @param w the weights, overwritten
   * @param g the gradient, read
   * @param slots what is remembered: {@link #slots()} tensors of the shape of w, overwritten
   */
  void step(Kernels kernels, StepMoment moment, Tensor w, Tensor g, Tensor[] slots);
}
