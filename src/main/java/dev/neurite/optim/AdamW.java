package dev.neurite.optim;

import dev.neurite.check.Check;
import dev.neurite.kernel.AdaptiveRule;
import dev.neurite.kernel.Coefficients;

/**
 * Adam with decay that is not part of the gradient: w ← w − η·λ·w, then the step of {@link Adam}.
 *
 * <p>Source: Loshchilov and Hutter, <i>Decoupled weight decay regularization</i>, ICLR 2019,
 * algorithm 2, with λ multiplied by η as in PyTorch, whose defaults are ours.
 *
 * @param learningRate η, above 0
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 * @param weightDecay λ of the decay that is not in the loss: w ← w − η·λ·w before the step; 0 or
 *     more. It leaves biases alone
 */
public record AdamW(float learningRate, float beta1, float beta2, float epsilon, float weightDecay)
    implements Adaptive {

  /** Checks the hyper-parameters. */
  public AdamW {
    Check.positive("adamW", "learningRate", learningRate);
    Check.inRange("adamW", "beta1", beta1, 0, 1);
    Check.inRange("adamW", "beta2", beta2, 0, 1);
    Check.positive("adamW", "epsilon", epsilon);
    Check.notNegative("adamW", "weightDecay", weightDecay);
  }

  /** β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
  public AdamW(float learningRate, float weightDecay) {
    this(learningRate, 0.9f, 0.999f, 1e-8f, weightDecay);
  }

  /** λ = 0.01. */
  public AdamW(float learningRate) {
    this(learningRate, 0.01f);
  }

  @Override
  public AdaptiveRule rule() {
    return AdaptiveRule.ADAMW;
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
