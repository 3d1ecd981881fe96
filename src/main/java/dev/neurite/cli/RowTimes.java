package dev.neurite.cli;

import dev.neurite.serve.Predictor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one row takes once everything is compiled.
 *
 * @param nanos of a call among many: the median of windows
 * @param p50 nanoseconds of single calls, each timed by itself, the clock's own time included
 * @param p99 of those
 * @param p999 of those: one call in a thousand takes longer
 * @param bytes that a call allocates on the heap; empty where this JVM can't tell
 * @param perSecond rows that one thread scores in a second
 */
record RowTimes(
    double nanos, long p50, long p99, long p999, OptionalDouble bytes, double perSecond) {
  private static final int MOST_CALLS = 1 << 20;
  private static final int FEWEST_COUNTED = 100; // calls for bytes
  private static final int MOST_COUNTED = 10_000;

  /**
   * Measures for about this many nanoseconds, once the code is compiled.
   *
   * @param fewest calls before that is believed
   */
  static RowTimes measure(Predictor predictor, float[][] rows, int fewest, long nanos) {
    Windows windows =
        RowTimer.windows(predictor, rows)
            .settle(Windows.LONGEST_COMPILATION, fewest / rows.length)
            .count(nanos / 2);
    double row = windows.median() / rows.length;
    long[] calls = calls(predictor, rows, nanos / 2);
    return new RowTimes(
        row,
        quantile(calls, 0.5),
        quantile(calls, 0.99),
        quantile(calls, 0.999),
        bytes(predictor, rows, (int) Math.clamp(nanos / row, FEWEST_COUNTED, MOST_COUNTED)),
        1e9 / row);
  }

  private static long[] calls(Predictor predictor, float[][] rows, long nanos) {
    float[] outputs = new float[predictor.out()];
    long[] took = new long[MOST_CALLS];
    long end = System.nanoTime() + nanos;
    int n = 0;
    long now;
    do {
      long start = System.nanoTime();
      predictor.predict(rows[n % rows.length], outputs);
      now = System.nanoTime();
      took[n++] = now - start;
    } while (n < MOST_CALLS && now < end);
    long[] sorted = Arrays.copyOf(took, n);
    Arrays.sort(sorted);
    return sorted;
  }

  private static long quantile(long[] sorted, double share) {
    return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
  }

  private static OptionalDouble bytes(Predictor predictor, float[][] rows, int calls) {
    float[] outputs = new float[predictor.out()];
    return Allocation.perRun(calls, i -> predictor.predict(rows[i % rows.length], outputs));
  }

  /** For machines to read. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("nanos", nanos);
    map.put("p50_nanos", p50);
    map.put("p99_nanos", p99);
    map.put("p999_nanos", p999);
    map.put("bytes_per_call", bytes);
    map.put("rows_per_second", perSecond);
    return map;
  }
}
