package dev.neurite.activation;

import dev.neurite.kernel.Function;

/**
 * The all-or-none threshold: y = 1 for z ≥ 0, 0 for z &lt; 0.
 *
 * <p>A neuron fires or it does not. Its derivative is taken as 0 everywhere, so nothing can be
 * learnt through it by gradient descent: it is for neurons whose weights are known.
 */
public record Step() implements Pointwise {

  @Override
  public Function function() {
    return Function.STEP;
  }
}
