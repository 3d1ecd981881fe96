package dev.neurite.init;

import dev.neurite.check.Check;
import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;

/**
 * Variance 2 / (fanIn + fanOut): for activations that are near the identity at 0.
 *
 * <p>Source: Glorot and Bengio, <i>Understanding the difficulty of training deep feedforward neural
 * networks</i>, AISTATS 2010, eq. 12 and 16.
 *
 * @param distribution uniform or normal
 */
public record Glorot(Distribution distribution) implements Initialiser {

  /** Checks the distribution. */
  public Glorot {
    Check.notNull("glorot", "distribution", distribution);
  }

  @Override
  public void fill(Tensor w, int fanIn, int fanOut, CounterRandom random, long parameter) {
    distribution.fill(w, 2.0 / Math.max(1, fanIn + fanOut), random, parameter);
  }
}
