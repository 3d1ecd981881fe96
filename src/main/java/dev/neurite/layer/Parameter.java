package dev.neurite.layer;

import dev.neurite.tensor.Tensor;

/**
 * Numbers that training changes, with the gradient of the loss by them; all that a layer remembers.
 *
 * @param name {@code weight} or {@code bias} within its layer, {@code dense1.weight} in a network
 * @param value the numbers
 * @param gradient of the same shape, overwritten by every backward pass
 * @param decays true if λ‖w‖² counts it: weights do, biases don't
 * @param trained false for what is not stepped along its gradient, which stays 0: the running
 *     statistics of {@link BatchNorm}
 */
public record Parameter(
    String name, Tensor value, Tensor gradient, boolean decays, boolean trained) {}
