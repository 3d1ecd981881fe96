/**
 * Optimisers: from gradients to the next weights.
 *
 * <p>{@link dev.neurite.optim.Optimiser} is sealed; its records hold the hyper-parameters, and
 * {@link dev.neurite.optim.OptimiserState} what an optimiser remembers of the steps before. λ‖w‖²
 * in the loss reaches every optimiser as {@code decay} = 2λ, so that forgetting is the same idea
 * everywhere: under plain gradient descent, a weight that no data excites decays as (1 − 2ηλ)ᵗ.
 *
 * <p>{@link dev.neurite.optim.Sgd}, {@link dev.neurite.optim.Momentum} and {@link
 * dev.neurite.optim.Adam} have kernels of their own. The others are {@link
 * dev.neurite.optim.Adaptive}: one kernel with a rule, so that a new rule is one loop. Decay that
 * is not in the loss, as of {@link dev.neurite.optim.AdamW}, is w ← fma(−η·λ, w, w): the factor 1 −
 * η·λ rounded to 32 bits would be off by up to 0.6 % of η·λ where that is 10⁻⁵.
 *
 * <p>Adam and its kin multiply roots by 1 / √(1 − β₂ᵗ), rounded to float, where dividing by √(1 −
 * β₂ᵗ) kept the divider of the core busy: with one division and one root per weight instead of two
 * and one, a step of 784-256-10 with 64 rows took 662 µs instead of 688 (AMD Zen 4, 512 bits).
 *
 * <p>A {@link dev.neurite.optim.Schedule} is a pure function of the place in the run, and {@link
 * dev.neurite.optim.ReduceOnPlateau} of the losses of its epochs: a run that is resumed steps as
 * one that was not interrupted.
 *
 * <p>Those are for batches. {@link dev.neurite.optim.Lbfgs} and {@link
 * dev.neurite.optim.TrustRegionNewton} see all the data at every step, as a {@link
 * dev.neurite.optim.Differentiable} function in double, and end at its minimum. A {@link
 * dev.neurite.optim.LbfgsSearch} is taken step by step: so networks are trained.
 */
package dev.neurite.optim;
