package dev.neurite.cli.report;

/**
 * Probabilities against how often they came true, in {@value #BINS} bins of equal width.
 *
 * @param counts rows by bin
 * @param said the mean probability by bin, NaN of an empty one
 * @param was the share that came true by bin, NaN of an empty one
 * @param error Σ counts·|said − was| / rows, the expected calibration error [Guo et al. 2017]
 */
record Calibration(int[] counts, double[] said, double[] was, double error) {
  static final int BINS = 10;

  /** The bins of these probabilities in [0, 1]; what is NaN is left out. */
  static Calibration of(double[] probabilities, boolean[] cameTrue) {
    int[] counts = new int[BINS];
    double[] said = new double[BINS];
    double[] was = new double[BINS];
    int rows = 0;
    for (int i = 0; i < probabilities.length; i++) {
      if (!Double.isNaN(probabilities[i])) {
        int bin = Math.clamp((int) (probabilities[i] * BINS), 0, BINS - 1);
        counts[bin]++;
        said[bin] += probabilities[i];
        was[bin] += cameTrue[i] ? 1 : 0;
        rows++;
      }
    }
    double error = 0;
    for (int b = 0; b < BINS; b++) {
      error += Math.abs(said[b] - was[b]) / rows;
      said[b] /= counts[b]; // 0 / 0 is NaN: an empty bin says nothing
      was[b] /= counts[b];
    }
    return new Calibration(counts, said, was, error);
  }
}
