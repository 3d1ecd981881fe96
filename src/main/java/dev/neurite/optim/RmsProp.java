package dev.neurite.optim;

import dev.neurite.check.Check;
import dev.neurite.kernel.AdaptiveRule;
import dev.neurite.kernel.Coefficients;

/**
 * RMSProp: s ← α·s + (1 − α)·g′², w ← w − η·g′ / (√s + ε), with g′ = g + 2λ·w.
 *
 * <p>Source: Tieleman and Hinton, <i>Neural networks for machine learning</i>, 2012, lecture 6.5; ε
 * outside the root, and the defaults, as in PyTorch.
 *
 * @param learningRate η, above 0
 * @param memory the share of the past in the mean of squares, α, in [0, 1)
 * @param epsilon ε, above 0
 */
public record RmsProp(float learningRate, float memory, float epsilon) implements Adaptive {

  /** Checks the hyper-parameters. */
  public RmsProp {
    Check.positive("rmsProp", "learningRate", learningRate);
    Check.inRange("rmsProp", "memory", memory, 0, 1);
    Check.positive("rmsProp", "epsilon", epsilon);
  }

  /** α = 0.99, ε = 10⁻⁸, PyTorch's. */
  public RmsProp(float learningRate) {
    this(learningRate, 0.99f, 1e-8f);
  }

  @Override
  public AdaptiveRule rule() {
    return AdaptiveRule.RMSPROP;
  }

  @Override
  public void set(StepMoment moment, Coefficients numbers) {
    numbers
        .rate(moment.rate(learningRate))
        .betas(0, memory)
        .epsilon(epsilon)
        .decay(moment.decay())
        .shrink(0);
  }
}
