package dev.neurite.activation;

import dev.neurite.kernel.Function;

/** y = z·σ(z), also called swish. dy/dz = σ(z)·(1 + z·(1 − σ(z))). */
public record Silu() implements Pointwise {

  @Override
  public Function function() {
    return Function.SILU;
  }
}
