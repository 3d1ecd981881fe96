package dev.neurite.cli;

import dev.neurite.serve.Predictor;
import java.util.Arrays;

/** How long one row takes, in a loop of rows: after warm-up, the median of short windows. */
final class RowTimer {
  private static final long WARM_UP = 700_000_000; // ns: C2 has the kernels after about 0.6 s
  private static final int WINDOWS = 41;
  private static final long WINDOW = 5_000_000; // ns: far above the clock's resolution

  private RowTimer() {}

  /** Nanoseconds per call of {@code predict} over these rows in turn. */
  static double nanosPerRow(Predictor predictor, float[][] rows) {
    float[] outputs = new float[predictor.out()];
    long calls = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < WARM_UP) {
      pass(predictor, rows, outputs);
      calls += rows.length;
    }
    double roughly = (double) (System.nanoTime() - start) / calls;
    int passes = (int) Math.max(1, WINDOW / (roughly * rows.length));
    double[] times = new double[WINDOWS];
    for (int w = 0; w < WINDOWS; w++) {
      long from = System.nanoTime();
      for (int p = 0; p < passes; p++) {
        pass(predictor, rows, outputs);
      }
      times[w] = (double) (System.nanoTime() - from) / ((long) passes * rows.length);
    }
    Arrays.sort(times);
    return times[WINDOWS / 2];
  }

  private static void pass(Predictor predictor, float[][] rows, float[] outputs) {
    for (float[] row : rows) {
      predictor.predict(row, outputs);
    }
  }
}
