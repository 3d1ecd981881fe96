package dev.neurite.optim;

import dev.neurite.check.Check;
import dev.neurite.kernel.Kernels;
import dev.neurite.tensor.Tensor;

/**
 * Gradient descent with momentum: v ← μ·v + g′, w ← w − η·v, with g′ = g + 2λ·w; Nesterov's form
 * steps along g′ + μ·v with the new v.
 *
 * <p>Source: Sutskever, Martens, Dahl, Hinton, <i>On the importance of initialization and momentum
 * in deep learning</i>, ICML 2013, in the form in which η multiplies v.
 *
 * @param learningRate η, above 0
 * @param momentum μ, in [0, 1)
 * @param nesterov true for Nesterov's form
 */
public record Momentum(float learningRate, float momentum, boolean nesterov) implements Optimiser {

  /** Checks the hyper-parameters. */
  public Momentum {
    Check.positive("momentum", "learningRate", learningRate);
    Check.inRange("momentum", "momentum", momentum, 0, 1);
  }

  /** The heavy-ball form. */
  public Momentum(float learningRate, float momentum) {
    this(learningRate, momentum, false);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void step(Kernels kernels, StepMoment moment, Tensor w, Tensor g, Tensor[] slots) {
    kernels
        .updates()
        .momentum(
            w.elements(),
            moment.rate(learningRate),
            momentum,
            nesterov,
            moment.decay(),
            w.segment(),
            0,
            g.segment(),
            0,
            slots[0].segment(),
            0);
  }
}
