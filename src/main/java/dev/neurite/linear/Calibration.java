package dev.neurite.linear;

/**
 * Turns the score of a model of two classes, a margin say, into the probability of class 1. Fit it
 * to rows the model has not seen: on its own rows a model is too sure. Immutable; any thread may
 * use one. Both have a {@code fold}, which makes the probability the output of a network, and so of
 * predictors and files.
 */
public sealed interface Calibration permits Platt, Isotonic {

  /** The probability of class 1; NaN for NaN. */
  double probability(double score);
}
