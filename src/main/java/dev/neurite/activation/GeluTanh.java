package dev.neurite.activation;

import dev.neurite.kernel.Function;

/** y = z/2·(1 + tanh(√(2/π)·(z + 0.044715·z³))): the approximation of {@link Gelu} by tanh. */
public record GeluTanh() implements Pointwise {

  @Override
  public Function function() {
    return Function.GELU_TANH;
  }
}
