package dev.neurite.serve;

/** Compares a frozen network with the same one without folding, on sample rows. */
final class Comparison {
  private Comparison() {}

  /**
   * What folding changed.
   *
   * @param unfolded the network step by step; the route itself where nothing was folded
   */
  static FreezeReport of(Route unfolded, Route route, boolean folded, float[][] samples) {
    double difference = 0;
    double largest = 0;
    float[] expected = new float[route.out()];
    float[] actual = new float[route.out()];
    for (float[] x : samples) {
      unfolded.row(x, 0, expected, 0);
      route.row(x, 0, actual, 0);
      for (int j = 0; j < expected.length; j++) {
        difference = Math.max(difference, Math.abs((double) expected[j] - actual[j]));
        largest = Math.max(largest, Math.abs(expected[j]));
      }
    }
    return new FreezeReport(folded, samples.length, difference, largest);
  }
}
