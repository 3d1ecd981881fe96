package dev.neurite.activation;

import dev.neurite.kernel.Function;

/**
 * y = z·Φ(z), Φ the distribution function of the standard normal: the exact form, by erf.
 *
 * <p>Source: Hendrycks and Gimpel, <i>Gaussian error linear units</i>, arXiv:1606.08415.
 */
public record Gelu() implements Pointwise {

  @Override
  public Function function() {
    return Function.GELU;
  }
}
