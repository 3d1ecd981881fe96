package dev.neurite.activation;

import dev.neurite.check.Check;
import dev.neurite.kernel.Function;

/**
 * y = z for z > 0, alpha·(eᶻ − 1) otherwise.
 *
 * <p>Source: Clevert, Unterthiner, Hochreiter, <i>Fast and accurate deep network learning by
 * exponential linear units</i>, ICLR 2016.
 *
 * @param alpha −y at z = −∞, above 0
 */
public record Elu(float alpha) implements Pointwise {

  /** Checks alpha. */
  public Elu {
    Check.positive("elu", "alpha", alpha);
  }

  @Override
  public Function function() {
    return Function.ELU;
  }

  @Override
  public float parameter() {
    return alpha;
  }
}
