package dev.neurite.serve;

import dev.neurite.network.Network;

/** Compares a frozen network with the network on sample rows. */
final class Comparison {
  private Comparison() {}

  static FreezeReport of(Network network, Route route, boolean folded, float[][] samples) {
    double difference = 0;
    double largest = 0;
    float[] expected = new float[network.out()];
    float[] actual = new float[network.out()];
    for (float[] x : samples) {
      network.predict(x, expected);
      route.row(x, 0, actual, 0);
      for (int j = 0; j < expected.length; j++) {
        difference = Math.max(difference, Math.abs((double) expected[j] - actual[j]));
        largest = Math.max(largest, Math.abs(expected[j]));
      }
    }
    return new FreezeReport(folded, samples.length, difference, largest);
  }
}
