package dev.neurite.serve;

import dev.neurite.data.Scaling;
import dev.neurite.network.Network;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;

/** Compares a predictor with its network on sample rows. */
final class Comparison {
  private static final int ROWS = 64;

  private Comparison() {}

  /** Standard normal rows, scaled back to what the network takes for raw ones. */
  static FreezeReport of(Network network, Predictor predictor, boolean folded) {
    CounterRandom random = new CounterRandom(0, Purpose.SAMPLE);
    Scaling scaling = network.schema().scaling().orElseGet(() -> Scaling.none(network.in()));
    float[] shift = scaling.shift();
    float[] factor = scaling.factor();
    float[] x = new float[network.in()];
    double difference = 0;
    double largest = 0;
    for (int r = 0; r < ROWS; r++) {
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) (shift[i] + random.normal(r, i) / (factor[i] == 0 ? 1 : factor[i]));
      }
      float[] expected = network.predict(x);
      float[] actual = predictor.predict(x);
      for (int j = 0; j < expected.length; j++) {
        difference = Math.max(difference, Math.abs((double) expected[j] - actual[j]));
        largest = Math.max(largest, Math.abs(expected[j]));
      }
    }
    return new FreezeReport(folded, ROWS, difference, largest);
  }
}
