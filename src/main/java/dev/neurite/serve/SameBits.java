package dev.neurite.serve;

import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;

/** Compares two sets of kernels on the same rows, bit for bit. */
final class SameBits {
  private static final int FEWEST = 5; // rows, or batches would be computed as single ones

  private SameBits() {}

  /** Where outputs differ first, in words; null if nowhere. */
  static String difference(Routes one, Routes other, float[][] samples) {
    int out = one.row().out();
    int rows = Math.max(FEWEST, samples.length);
    float[] expected = batch(one.batch(), samples, rows);
    float[] actual = batch(other.batch(), samples, rows);
    float[] row = new float[out];
    for (int r = 0; r < rows; r++) {
      other.row().row(samples[r % samples.length], 0, row, 0);
      for (int j = 0; j < out; j++) {
        float right = expected[r * out + j];
        if (differ(right, actual[r * out + j]) || differ(right, row[j])) {
          return "on sample row %d output %d is %s alone and %s in a batch, and %s on %s kernels"
              .formatted(r, j, row[j], actual[r * out + j], right, one.row().kernels());
        }
      }
    }
    return null;
  }

  private static boolean differ(float a, float b) {
    return Float.floatToIntBits(a) != Float.floatToIntBits(b); // one NaN is as good as another
  }

  private static float[] batch(Route route, float[][] samples, int rows) {
    int in = route.in();
    int out = route.out();
    try (Arena arena = Arena.ofConfined()) {
      Tensor x = Tensor.allocate(arena, rows, in);
      Tensor y = Tensor.allocate(arena, rows, out);
      for (int r = 0; r < rows; r++) {
        Conversions.toMemory(samples[r % samples.length], 0, in, x.segment(), (long) r * in);
      }
      route.batch(rows, x.segment(), in, y.segment(), out);
      return y.toArray();
    }
  }
}
