package dev.neurite.layer;

import dev.neurite.tensor.Shape;

/**
 * A parameter a layer asks for, before there is memory for it.
 *
 * @param name within the layer
 * @param shape its dimensions
 * @param decays true if λ‖w‖² counts it
 * @param trained false if it is not stepped along its gradient
 */
public record ParameterSpec(String name, Shape shape, boolean decays, boolean trained) {

  /** A parameter that is trained. */
  public ParameterSpec(String name, Shape shape, boolean decays) {
    this(name, shape, decays, true);
  }
}
