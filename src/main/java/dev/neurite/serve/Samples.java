package dev.neurite.serve;

import dev.neurite.data.Scaling;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;

/** Rows to try a frozen network on: standard normal, scaled back to what it takes for raw ones. */
final class Samples {
  private static final long WORK = 20_000; // multiply–adds: 4 ms, interpreted and by both
  private static final int MOST = 32;

  private Samples() {}

  /** As many rows as are soon computed. */
  static float[][] of(int in, Scaling scaling, long productsPerRow) {
    int rows = Math.clamp(WORK / Math.max(1, productsPerRow), 1, MOST);
    CounterRandom random = new CounterRandom(0, Purpose.SAMPLE);
    float[] shift = scaling.shift();
    float[] factor = scaling.factor();
    float[][] samples = new float[rows][in];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < in; i++) {
        samples[r][i] = (float) (shift[i] + random.normal(r, i) / (factor[i] == 0 ? 1 : factor[i]));
      }
    }
    return samples;
  }
}
