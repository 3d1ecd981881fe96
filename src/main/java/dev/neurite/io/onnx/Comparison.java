package dev.neurite.io.onnx;

import dev.neurite.backend.Backend;
import dev.neurite.data.Scaling;
import dev.neurite.network.Network;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;

/** Compares a network with the file that it became, read back. */
final class Comparison {
  private static final int ROWS = 64;

  private Comparison() {}

  /** Standard normal rows, scaled back to what the network takes for raw ones. */
  static ExportReport of(Network network, String file, byte[] bytes, int opset) {
    CounterRandom random = new CounterRandom(0, Purpose.SAMPLE);
    Scaling scaling = network.schema().scaling().orElseGet(() -> Scaling.none(network.in()));
    float[] shift = scaling.shift();
    float[] factor = scaling.factor();
    float[] x = new float[network.in()];
    double difference = 0;
    double largest = 0;
    try (OnnxModel model = OnnxFile.load(file, bytes, Backend.scalar())) {
      for (int r = 0; r < ROWS; r++) {
        for (int i = 0; i < x.length; i++) {
          x[i] = (float) (shift[i] + random.normal(r, i) / (factor[i] == 0 ? 1 : factor[i]));
        }
        float[] expected = network.predict(x);
        float[] actual = model.network().predict(x);
        for (int j = 0; j < expected.length; j++) {
          // where both are NaN, or the same infinity, there is none
          if (Float.compare(expected[j], actual[j]) != 0) {
            difference = Math.max(difference, Math.abs((double) expected[j] - actual[j]));
          }
          largest = Math.max(largest, Math.abs(expected[j]));
        }
      }
    }
    return new ExportReport(bytes.length, opset, ROWS, difference, largest);
  }
}
