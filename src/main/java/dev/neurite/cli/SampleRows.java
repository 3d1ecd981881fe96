package dev.neurite.cli;

import dev.neurite.data.Scaling;
import dev.neurite.network.Schema;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;

/** Rows to try a model on where there are no real ones. */
final class SampleRows {
  private SampleRows() {}

  /** Standard normal, scaled back to what the model takes for raw ones; always the same. */
  static float[][] of(int in, Schema schema, int rows) {
    Scaling scaling = schema.scaling().orElseGet(() -> Scaling.none(in));
    float[] shift = scaling.shift();
    float[] factor = scaling.factor();
    CounterRandom random = new CounterRandom(0, Purpose.SAMPLE);
    float[][] samples = new float[rows][in];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < in; i++) {
        samples[r][i] = (float) (shift[i] + random.normal(r, i) / (factor[i] == 0 ? 1 : factor[i]));
      }
    }
    return samples;
  }
}
