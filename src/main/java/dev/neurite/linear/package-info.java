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
 *
 * <p>These models are not trained for a number of epochs but fitted to the optimum, which is
 * unique: {@link dev.neurite.linear.LinearOptions} say of what and how near, {@link
 * dev.neurite.linear.Optimum} says how near it came. What they give is a {@link
 * dev.neurite.network.Network} of one layer, which is saved, frozen and served like any other.
 * {@link dev.neurite.linear.Calibration} makes probabilities of margins.
 *
 * <h2>Why</h2>
 *
 * <ul>
 *   <li><b>Products in float on the kernels, sums over blocks of rows in double.</b> The objective
 *       then agrees with scikit-learn's and liblinear's to 10⁻⁵ or better, at the speed of the
 *       kernels. Its rounding, about 10⁻⁸, ends a search whose tolerance is finer than that.
 *   <li><b>The support vector machine's bias is penalised</b>, as in liblinear: with a free bias
 *       the dual variables are tied together and no longer solved one at a time.
 *   <li><b>A duality gap ends the search</b>, not the size of the last steps: it bounds the
 *       distance to the optimum whatever path led there.
 *   <li>Every sum has a fixed order: the same data, options and seed give the same bits on every
 *       backend.
 * </ul>
 */
package dev.neurite.linear;
