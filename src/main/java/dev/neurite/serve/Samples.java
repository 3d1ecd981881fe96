package dev.neurite.serve;

import dev.neurite.data.Scaling;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;

/**
 * Rows to try a frozen network on: standard normal, scaled back to what it takes for raw ones. Made
 * when somebody asks for them, which the first answer doesn't wait for.
 */
final class Samples {
  private static final long WORK = 20_000; // multiply–adds: 4 ms, interpreted and by both
  private static final int MOST = 32;

  private final int in;
  private final Scaling scaling;
  private final long productsPerRow;
  private float[][] rows;

  /** For so many features; {@code scaling} may be null. */
  Samples(int in, Scaling scaling, long productsPerRow) {
    this.in = in;
    this.scaling = scaling;
    this.productsPerRow = productsPerRow;
  }

  /** As many rows as are soon computed; nobody changes them. */
  synchronized float[][] rows() {
    if (rows == null) {
      rows = make();
    }
    return rows;
  }

  private float[][] make() {
    int count = Math.clamp(WORK / Math.max(1, productsPerRow), 1, MOST);
    CounterRandom random = new CounterRandom(0, Purpose.SAMPLE);
    Scaling raw = scaling == null ? Scaling.none(in) : scaling;
    float[] shift = raw.shift();
    float[] factor = raw.factor();
    float[][] samples = new float[count][in];
    for (int r = 0; r < count; r++) {
      for (int i = 0; i < in; i++) {
        samples[r][i] = (float) (shift[i] + random.normal(r, i) / (factor[i] == 0 ? 1 : factor[i]));
      }
    }
    return samples;
  }
}
