package dev.neurite.cli;

import dev.neurite.backend.Backend;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;

/**
 * Shares out, among the features, by how much a row's score differs from the score of a row to
 * compare with. One caller at a time, who closes it.
 */
interface Attribution extends AutoCloseable {

  /**
   * The shares of a row.
   *
   * @param score of the row
   * @param base the score of the row that it is compared with
   * @param parts what each feature has of the difference
   */
  record Shares(double score, double base, double[] parts) {
    private static final double MUCH = 0.01; // of the difference that is shared out
    private static final double ROUNDING = 1e-4; // of a score: 32 bits give no better difference

    /** What is left of the difference: score − base − Σ parts. */
    double residual() {
      double rest = score - base;
      for (double part : parts) {
        rest -= part;
      }
      return rest;
    }

    /** True if the residual is less than 1 % of the difference, or than rounding. */
    boolean isComplete() {
      double residual = Math.abs(residual());
      return residual <= MUCH * Math.abs(score - base)
          || residual <= ROUNDING * Math.max(1, Math.abs(score));
    }
  }

  /** What it does, in a few words. */
  String method();

  /**
   * The shares of the features in an output.
   *
   * @param features of the row, raw
   * @param output its index
   */
  Shares of(float[] features, int output);

  @Override
  void close();

  /**
   * Exact for a single layer without activation, else by integrated gradients.
   *
   * @param network whose outputs are explained; it stays the caller's
   * @param baseline the raw row to compare with, or null for that which the scaling makes 0
   * @param steps of the path from there to a row, to begin with
   */
  static Attribution of(Network network, float[] baseline, int steps, Backend backend) {
    NetworkSpec spec = network.spec();
    return LinearAttribution.fits(spec)
        ? new LinearAttribution(network, baseline)
        : new IntegratedGradients(network, baseline, steps, backend);
  }
}
