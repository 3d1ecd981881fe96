package dev.neurite.activation;

import dev.neurite.kernel.Function;

/**
 * The rate code: y = 1 / (1 + e⁻ᶻ), the share of the time in which a neuron with potential z fires.
 *
 * <p>Smooth, between 0 and 1, ½ at z = 0: what {@link Step} is, seen as an average. dy/dz = y·(1 −
 * y).
 */
public record Sigmoid() implements Pointwise {

  @Override
  public Function function() {
    return Function.SIGMOID;
  }
}
