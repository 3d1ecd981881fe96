package dev.neurite.activation;

import dev.neurite.kernel.Function;

/** y = z: no activation, as in an output layer. */
public record Identity() implements Pointwise {

  @Override
  public Function function() {
    return Function.IDENTITY;
  }
}
