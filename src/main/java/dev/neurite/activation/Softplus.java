package dev.neurite.activation;

import dev.neurite.kernel.Function;

/** y = ln(1 + eᶻ), a smooth {@link Relu}. dy/dz = σ(z). */
public record Softplus() implements Pointwise {

  @Override
  public Function function() {
    return Function.SOFTPLUS;
  }
}
