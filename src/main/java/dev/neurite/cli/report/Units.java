package dev.neurite.cli.report;

import dev.neurite.check.Check;

/**
 * From what a network gives for values to the values: y·factor + shift for each output.
 *
 * @param factor by output
 * @param shift by output
 */
record Units(double[] factor, double[] shift) {
  /** Values as the network gives them. */
  static final Units NONE = new Units(new double[0], new double[0]);

  Units {
    Check.length("report", "shift", factor.length, shift.length);
  }

  /** A value of output {@code j}. */
  double of(double y, int j) {
    return factor.length == 0 ? y : y * factor[j] + shift[j];
  }
}
