package dev.neurite.optim;

import dev.neurite.check.Check;
import dev.neurite.kernel.AdaptiveRule;
import dev.neurite.kernel.Coefficients;

/**
 * AdaGrad: steps that shrink with the gradients seen, each weight's own: s ← s + g′², w ← w − η·g′
 * / (√s + ε), with g′ = g + 2λ·w.
 *
 * <p>Source: Duchi, Hazan, Singer, <i>Adaptive subgradient methods</i>, JMLR 12 (2011), fig. 1 with
 * diagonal matrices; ε as in PyTorch.
 *
 * @param learningRate η, above 0
 * @param epsilon ε, above 0
 */
public record AdaGrad(float learningRate, float epsilon) implements Adaptive {

  /** Checks the hyper-parameters. */
  public AdaGrad {
    Check.positive("adaGrad", "learningRate", learningRate);
    Check.positive("adaGrad", "epsilon", epsilon);
  }

  /** ε = 10⁻¹⁰, PyTorch's. */
  public AdaGrad(float learningRate) {
    this(learningRate, 1e-10f);
  }

  @Override
  public AdaptiveRule rule() {
    return AdaptiveRule.ADAGRAD;
  }

  @Override
  public void set(StepMoment moment, Coefficients numbers) {
    numbers.rate(moment.rate(learningRate)).epsilon(epsilon).decay(moment.decay()).shrink(0);
  }
}
