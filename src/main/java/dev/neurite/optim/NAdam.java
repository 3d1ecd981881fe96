package dev.neurite.optim;

import dev.neurite.check.Check;
import dev.neurite.kernel.AdaptiveRule;
import dev.neurite.kernel.Coefficients;

/**
 * Adam with Nesterov's look ahead: μₜ = β₁·(1 − ½·0.96^(t·ψ)), Pₜ = μ₁·…·μₜ, w ← w − η·((1 − μₜ) /
 * (1 − Pₜ)·g′ + μₜ₊₁ / (1 − Pₜ₊₁)·m) / (√ŝ + ε), with m and ŝ of {@link Adam}.
 *
 * <p>Source: Dozat, <i>Incorporating Nesterov momentum into Adam</i>, 2016, algorithm 2; the
 * schedule of μ and the defaults as in PyTorch 2.
 *
 * @param learningRate η, above 0
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 * @param momentumDecay ψ, 0 or more
 * @param weightDecay λ of the decay that is not in the loss: w ← w − η·λ·w before the step; 0 or
 *     more. It leaves biases alone
 */
public record NAdam(
    float learningRate,
    float beta1,
    float beta2,
    float epsilon,
    float momentumDecay,
    float weightDecay)
    implements Adaptive {
  private static final double NOTHING = 0x1p-60;

  /** Checks the hyper-parameters. */
  public NAdam {
    Check.positive("nAdam", "learningRate", learningRate);
    Check.inRange("nAdam", "beta1", beta1, 0, 1);
    Check.inRange("nAdam", "beta2", beta2, 0, 1);
    Check.positive("nAdam", "epsilon", epsilon);
    Check.notNegative("nAdam", "momentumDecay", momentumDecay);
    Check.notNegative("nAdam", "weightDecay", weightDecay);
  }

  /** β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, ψ = 0.004, no decay. */
  public NAdam(float learningRate) {
    this(learningRate, 0.9f, 0.999f, 1e-8f, 4e-3f, 0);
  }

  @Override
  public AdaptiveRule rule() {
    return AdaptiveRule.NADAM;
  }

  @Override
  public void set(StepMoment moment, Coefficients numbers) {
    double product = productOfMomenta(moment.step());
    double mu = momentum(moment.step());
    double next = momentum(moment.step() + 1);
    numbers
        .rate(moment.rate(learningRate))
        .betas(beta1, beta2)
        .epsilon(epsilon)
        .rootFactor((float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, moment.step()))))
        .shares((float) ((1 - mu) / (1 - product)), (float) (next / (1 - product * next)))
        .decay(moment.decay())
        .shrink(moment.shrink(learningRate, weightDecay));
  }

  /** μₜ. */
  private double momentum(long step) {
    return beta1 * (1 - 0.5 * StrictMath.pow(0.96, (double) step * momentumDecay));
  }

  /** Pₜ, a few hundred factors at most: below NOTHING it changes no bit of 1 − P. */
  private double productOfMomenta(long step) {
    double base = StrictMath.pow(0.96, momentumDecay);
    double power = 1;
    double product = 1;
    for (long t = 1; t <= step && product > NOTHING; t++) {
      power *= base;
      product *= beta1 * (1 - 0.5 * power);
    }
    return product;
  }
}
