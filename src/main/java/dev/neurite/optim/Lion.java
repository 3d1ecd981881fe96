package dev.neurite.optim;

import dev.neurite.check.Check;
import dev.neurite.kernel.AdaptiveRule;
import dev.neurite.kernel.Coefficients;

/**
 * Lion: steps of the same length in every weight, along the sign of a mean: w ← w − η·λ·w −
 * η·sign(β₁·m + (1 − β₁)·g′), then m ← β₂·m + (1 − β₂)·g′.
 *
 * <p>Source: Chen et al., <i>Symbolic discovery of optimization algorithms</i>, 2023, algorithm 2.
 *
 * @param learningRate η, above 0
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param weightDecay λ of the decay that is not in the loss: w ← w − η·λ·w before the step; 0 or
 *     more. It leaves biases alone
 */
public record Lion(float learningRate, float beta1, float beta2, float weightDecay)
    implements Adaptive {

  /** Checks the hyper-parameters. */
  public Lion {
    Check.positive("lion", "learningRate", learningRate);
    Check.inRange("lion", "beta1", beta1, 0, 1);
    Check.inRange("lion", "beta2", beta2, 0, 1);
    Check.notNegative("lion", "weightDecay", weightDecay);
  }

  /** β₁ = 0.9, β₂ = 0.99, no decay: the paper's. */
  public Lion(float learningRate) {
    this(learningRate, 0.9f, 0.99f, 0);
  }

  @Override
  public AdaptiveRule rule() {
    return AdaptiveRule.LION;
  }

  @Override
  public void set(StepMoment moment, Coefficients numbers) {
    numbers
        .rate(moment.rate(learningRate))
        .betas(beta1, beta2)
        .decay(moment.decay())
        .shrink(moment.shrink(learningRate, weightDecay));
  }
}
