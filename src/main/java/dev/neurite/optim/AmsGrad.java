package dev.neurite.optim;

import dev.neurite.check.Check;
import dev.neurite.kernel.AdaptiveRule;
import dev.neurite.kernel.Coefficients;

/**
 * Adam with steps that the largest mean of squares so far divides: x ← max(x, s), w ← w − η·m̂ /
 * (√x̂ + ε), with x̂ = x / (1 − β₂ᵗ).
 *
 * <p>Source: Reddi, Kale, Kumar, <i>On the convergence of Adam and beyond</i>, ICLR 2018, algorithm
 * 2, with the corrections of Adam, as in PyTorch.
 *
 * @param learningRate η, above 0
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 * @param weightDecay λ of the decay that is not in the loss: w ← w − η·λ·w before the step; 0 or
 *     more. It leaves biases alone
 */
public record AmsGrad(
    float learningRate, float beta1, float beta2, float epsilon, float weightDecay)
    implements Adaptive {

  /** Checks the hyper-parameters. */
  public AmsGrad {
    Check.positive("amsGrad", "learningRate", learningRate);
    Check.inRange("amsGrad", "beta1", beta1, 0, 1);
    Check.inRange("amsGrad", "beta2", beta2, 0, 1);
    Check.positive("amsGrad", "epsilon", epsilon);
    Check.notNegative("amsGrad", "weightDecay", weightDecay);
  }

  /** β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, no decay. */
  public AmsGrad(float learningRate) {
    this(learningRate, 0.9f, 0.999f, 1e-8f, 0);
  }

  @Override
  public AdaptiveRule rule() {
    return AdaptiveRule.AMSGRAD;
  }

  @Override
  public void set(StepMoment moment, Coefficients numbers) {
    double correction1 = 1 - StrictMath.pow(beta1, moment.step());
    double correction2 = 1 - StrictMath.pow(beta2, moment.step());
    numbers
        .rate((float) (moment.rate(learningRate) / correction1))
        .betas(beta1, beta2)
        .epsilon(epsilon)
        .rootFactor((float) (1 / Math.sqrt(correction2)))
        .decay(moment.decay())
        .shrink(moment.shrink(learningRate, weightDecay));
  }
}
