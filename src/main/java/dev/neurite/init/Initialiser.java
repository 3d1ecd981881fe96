package dev.neurite.init;

import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;

/** Draws the initial weights W [out, in] of a layer. Immutable; any thread may use one. */
public sealed interface Initialiser
    permits Glorot, He, LeCun, VarianceScaling, Orthogonal, Constant {

  /**
   * Overwrites every element of {@code w}.
   *
   * @param fanIn inputs of a neuron
   * @param fanOut neurons that an input reaches
   * @param parameter the number of the parameter, so that no two draw the same numbers
   */
  void fill(Tensor w, int fanIn, int fanOut, CounterRandom random, long parameter);
}
