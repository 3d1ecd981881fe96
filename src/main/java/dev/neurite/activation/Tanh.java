package dev.neurite.activation;

import dev.neurite.kernel.Function;

/** y = tanh z, between −1 and 1. dy/dz = 1 − y². */
public record Tanh() implements Pointwise {

  @Override
  public Function function() {
    return Function.TANH;
  }
}
