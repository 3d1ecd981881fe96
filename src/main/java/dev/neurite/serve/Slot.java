package dev.neurite.serve;

/**
 * A predictor that one version after the other may use, and who is inside it.
 *
 * @param owned true if nobody but the live model has the predictor
 */
record Slot(Predictor predictor, Readers readers, boolean owned) {

  /** A slot that nobody has entered. */
  static Slot of(Predictor predictor, boolean owned) {
    return new Slot(predictor, new Readers(), owned);
  }
}
