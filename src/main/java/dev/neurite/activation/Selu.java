package dev.neurite.activation;

import dev.neurite.kernel.Function;

/**
 * y = λ·z for z > 0, λ·α·(eᶻ − 1) otherwise, with λ = 1.0507… and α = 1.6733…, chosen so that
 * layers with LeCun-normal weights keep mean 0 and variance 1.
 *
 * <p>Source: Klambauer, Unterthiner, Mayr, Hochreiter, <i>Self-normalizing neural networks</i>,
 * NIPS 2017.
 */
public record Selu() implements Pointwise {

  @Override
  public Function function() {
    return Function.SELU;
  }
}
