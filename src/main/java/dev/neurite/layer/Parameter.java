package dev.neurite.layer;

import dev.neurite.tensor.Tensor;

/**
 * Numbers that training changes, with the gradient of the loss by them.
 *
 * @param name {@code weight} or {@code bias} within its layer, {@code dense1.weight} in a network
 * @param value the numbers
 * @param gradient of the same shape, overwritten by every backward pass
 * @param decays true if λ‖w‖² counts it: weights do, biases don't
 */
public record Parameter(String name, Tensor value, Tensor gradient, boolean decays) {}
