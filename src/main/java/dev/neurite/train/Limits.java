package dev.neurite.train;

/**
 * What gradients and weights are kept below; infinite where nothing is.
 *
 * @param weightNorm of the weights into a neuron
 * @param gradientNorm of all gradients together
 * @param gradientValue of each element of a gradient
 */
record Limits(float weightNorm, float gradientNorm, float gradientValue) {
  static final Limits NONE =
      new Limits(Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);
}
