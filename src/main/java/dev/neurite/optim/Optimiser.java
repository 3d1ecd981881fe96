package dev.neurite.optim;

import dev.neurite.kernel.Kernels;
import dev.neurite.tensor.Tensor;

/**
 * A rule for the next weights. Immutable; what it remembers is in {@link OptimiserState}.
 *
 * <p>Steps are counted from 1.
 */
public sealed interface Optimiser permits Sgd, Momentum, Adam {

  /** η, the size of a step. */
  float learningRate();

  /** How many numbers are remembered per weight. */
  int slots();

  /**
   * One step of one parameter.
   *
   * @param step the number of the step, from 1
   * @param decay 2λ for this parameter, 0 for none
   * @param w the weights, overwritten
   * @param g the gradient, read
   * @param slots what is remembered: {@link #slots()} tensors of the shape of w, overwritten
   */
  void step(Kernels kernels, long step, float decay, Tensor w, Tensor g, Tensor[] slots);
}
