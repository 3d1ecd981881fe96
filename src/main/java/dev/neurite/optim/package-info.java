/**
 * Optimisers: from gradients to the next weights.
 *
 * <p>{@link dev.neurite.optim.Optimiser} is sealed; its records hold the hyper-parameters, and
 * {@link dev.neurite.optim.OptimiserState} what an optimiser remembers of the steps before. λ‖w‖²
 * in the loss reaches every optimiser as {@code decay} = 2λ, so that forgetting is the same idea
 * everywhere: under plain gradient descent, a weight that no data excites decays as (1 − 2ηλ)ᵗ.
 *
 * <p>Those are for batches. {@link dev.neurite.optim.Lbfgs} and {@link
 * dev.neurite.optim.TrustRegionNewton} see all the data at every step, as a {@link
 * dev.neurite.optim.Differentiable} function in double, and end at its minimum.
 */
package dev.neurite.optim;
