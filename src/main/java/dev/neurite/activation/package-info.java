/**
 * Activations: from the potential z of a neuron to its rate y = f(z).
 *
 * <p>A neuron sums its weighted inputs; what it does with the sum is its activation. Real neurons
 * answer all or none: below a threshold nothing, above it one spike. {@link
 * dev.neurite.activation.Step} is that answer. {@link dev.neurite.activation.Sigmoid} is the rate
 * code: how often the neuron fires, smooth in z, and so with a gradient to learn from.
 *
 * <p>Each activation is an immutable record. {@link dev.neurite.activation.Pointwise} ones work on
 * each element for itself; {@link dev.neurite.activation.Softmax} on a row. Ready-made ones are in
 * {@link dev.neurite.activation.Activations}.
 *
 * <p>Formulas, special values and error bounds of the pointwise functions stand on {@link
 * dev.neurite.kernel.Function}, where both implementations can be held to them.
 *
 * <h2>Why records without code</h2>
 *
 * The arithmetic is in kernels, written once per implementation; a record only names it. So a file
 * format can map every activation in one {@code switch} without a default branch.
 */
package dev.neurite.activation;
