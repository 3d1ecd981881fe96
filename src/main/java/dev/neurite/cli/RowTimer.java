package dev.neurite.cli;

import dev.neurite.serve.Predictor;

/** How long one row takes, in a loop of rows: after warm-up, the median of short windows. */
final class RowTimer {
  private static final long WARM_UP = 700_000_000; // ns: C2 has the kernels after about 0.6 s
  private static final long MEASURED = 200_000_000; // ns
  private static final long WINDOW = 5_000_000; // ns: far above the clock's resolution

  private RowTimer() {}

  /** Nanoseconds per call of {@code predict} over these rows in turn. */
  static double nanosPerRow(Predictor predictor, float[][] rows) {
    return windows(predictor, rows).warm(WARM_UP).count(MEASURED).median() / rows.length;
  }

  /** Windows of runs, each of which has the predictor answer every row once. */
  static Windows windows(Predictor predictor, float[][] rows) {
    float[] outputs = new float[predictor.out()];
    return new Windows(
        () -> {
          for (float[] row : rows) {
            predictor.predict(row, outputs);
          }
        },
        WINDOW);
  }
}
