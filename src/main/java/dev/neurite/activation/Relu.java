package dev.neurite.activation;

import dev.neurite.kernel.Function;

/** y = max(0, z). dy/dz = 1 for z > 0, 0 otherwise. The leaky one with a slope of 0. */
public record Relu() implements Pointwise {

  @Override
  public Function function() {
    return Function.LEAKY_RELU;
  }
}
