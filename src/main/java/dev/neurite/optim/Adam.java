package dev.neurite.optim;

import dev.neurite.check.Check;
import dev.neurite.kernel.Kernels;
import dev.neurite.tensor.Tensor;

/**
 * Adam: steps of about η in every weight, whatever the size of its gradients.
 *
 * <p>m ← β₁·m + (1 − β₁)·g′, s ← β₂·s + (1 − β₂)·g′², w ← w − η·m̂ / (√ŝ + ε) with m̂ = m / (1 −
 * β₁ᵗ), ŝ = s / (1 − β₂ᵗ).
 *
 * <p>Source: Kingma and Ba, <i>Adam: a method for stochastic optimization</i>, ICLR 2015, algorithm
 * 1, whose defaults are ours.
 *
 * @param learningRate η, above 0
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 */
public record Adam(float learningRate, float beta1, float beta2, float epsilon)
    implements Optimiser {

  /** Checks the hyper-parameters. */
  public Adam {
    Check.positive("adam", "learningRate", learningRate);
    Check.inRange("adam", "beta1", beta1, 0, 1);
    Check.inRange("adam", "beta2", beta2, 0, 1);
    Check.positive("adam", "epsilon", epsilon);
  }

  /** β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
  public Adam(float learningRate) {
    this(learningRate, 0.9f, 0.999f, 1e-8f);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void step(Kernels kernels, StepMoment moment, Tensor w, Tensor g, Tensor[] slots) {
    double correction1 = 1 - StrictMath.pow(beta1, moment.step());
    double correction2 = 1 - StrictMath.pow(beta2, moment.step());
    kernels
        .updates()
        .adam(
            w.elements(),
            (float) (moment.rate(learningRate) / correction1),
            beta1,
            beta2,
            epsilon,
            (float) (1 / Math.sqrt(correction2)),
            moment.decay(),
            w.segment(),
            0,
            g.segment(),
            0,
            slots[0].segment(),
            0,
            slots[1].segment(),
            0);
  }
}
