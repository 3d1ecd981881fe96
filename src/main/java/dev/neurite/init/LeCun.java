package dev.neurite.init;

import dev.neurite.check.Check;
import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;

/**
 * Variance 1 / fanIn: what {@code SELU} needs.
 *
 * <p>Source: LeCun, Bottou, Orr, Müller, <i>Efficient BackProp</i>, 1998, §4.6.
 *
 * @param distribution uniform or normal
 */
public record LeCun(Distribution distribution) implements Initialiser {

  /** Checks the distribution. */
  public LeCun {
    Check.notNull("leCun", "distribution", distribution);
  }

  @Override
  public void fill(Tensor w, int fanIn, int fanOut, CounterRandom random, long parameter) {
    distribution.fill(w, 1.0 / Math.max(1, fanIn), random, parameter);
  }
}
