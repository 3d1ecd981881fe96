/**
 * Losses: how wrong a batch of outputs is, and in which direction it would be less wrong.
 *
 * <p>{@link dev.neurite.loss.Loss} is sealed. {@link dev.neurite.loss.OutputwiseLoss}es compare
 * each output with a target of its own; {@link dev.neurite.loss.ClasswiseLoss}es compare a row of
 * scores with the index of the true class. All work on outputs without activation (logits, scores),
 * and no exponential overflows on the way; the squared ones overflow where their value does.
 *
 * <p>The loss of a batch is the mean over its rows, Σwℓ / Σw with sample weights; the loss of a row
 * with several outputs is the mean over them.
 *
 * <p>A linear support vector machine is one neuron with {@link dev.neurite.loss.Hinge}; logistic
 * regression is one neuron with {@link dev.neurite.loss.SigmoidCrossEntropy}.
 */
package dev.neurite.loss;
