package dev.neurite.layer;

import dev.neurite.tensor.Shape;

/**
 * A parameter a layer asks for, before there is memory for it.
 *
 * @param name within the layer
 * @param shape its dimensions
 * @param decays true if λ‖w‖² counts it
 */
public record ParameterSpec(String name, Shape shape, boolean decays) {}
