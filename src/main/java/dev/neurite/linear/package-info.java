/**
 * The mathematical neuron, and the neuron as classifier.
 *
 * <p>A neuron weighs its inputs and adds them up: z = w·x + b, its potential. An input whose weight
 * is positive excites it, one whose weight is negative inhibits it. What it does with the sum is
 * its activation f: all or none at a threshold ({@link dev.neurite.activation.Step}), or a firing
 * rate f(z) that grows with the potential ({@link dev.neurite.activation.Sigmoid}). {@link
 * dev.neurite.linear.Neuron} is that, as a type one can hold.
 *
 * <p>One neuron divides the space of its inputs by a hyperplane, and so is a classifier:
 *
 * <ul>
 *   <li>{@link dev.neurite.linear.LogisticRegression}: the rate is a probability, trained by
 *       cross-entropy, decided at 0.5;
 *   <li>{@link dev.neurite.linear.LinearSvm}: the margin counts, trained by max(0, 1 − y·f(x));
 *   <li>{@link dev.neurite.linear.SoftmaxRegression}: one neuron per class, side by side.
 * </ul>
 *
 * <p>λ‖w‖² in the loss is gradual forgetting: what the data does not keep exciting decays.
 */
package dev.neurite.linear;
