package dev.neurite.optim;

import dev.neurite.check.Check;
import dev.neurite.kernel.Kernels;
import dev.neurite.tensor.Tensor;

/**
 * Gradient descent, on batches: w ← w − η·(g + 2λ·w).
 *
 * @param learningRate η, above 0
 */
public record Sgd(float learningRate) implements Optimiser {

  /** Checks the learning rate. */
  public Sgd {
    Check.positive("sgd", "learningRate", learningRate);
  }

  @Override
  public int slots() {
    return 0;
  }

  @Override
  public void step(Kernels kernels, StepMoment moment, Tensor w, Tensor g, Tensor[] slots) {
    kernels
        .updates()
        .sgd(
            w.elements(),
            moment.rate(learningRate),
            moment.decay(),
            w.segment(),
            0,
            g.segment(),
            0);
  }
}
