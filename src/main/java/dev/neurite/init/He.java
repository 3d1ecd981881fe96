package dev.neurite.init;

import dev.neurite.check.Check;
import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;

/**
 * Variance 2 / fanIn: for {@code ReLU} and its kin, which lose half of the signal.
 *
 * <p>Source: He, Zhang, Ren, Sun, <i>Delving deep into rectifiers</i>, ICCV 2015, eq. 10.
 *
 * @param distribution uniform or normal
 */
public record He(Distribution distribution) implements Initialiser {

  /** Checks the distribution. */
  public He {
    Check.notNull("he", "distribution", distribution);
  }

  @Override
  public void fill(Tensor w, int fanIn, int fanOut, CounterRandom random, long parameter) {
    distribution.fill(w, 2.0 / Math.max(1, fanIn), random, parameter);
  }
}
