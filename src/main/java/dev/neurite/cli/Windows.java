package dev.neurite.cli;

import java.util.Arrays;

/**
 * How long an action takes, in windows of many runs: after some that are not counted, because code
 * is compiled meanwhile, the median of the rest. For one thread.
 */
final class Windows {
  /** Calls after which the JIT has seen enough of them. */
  static final int MANY = 20_000;

  /** Nanoseconds that it may take with them, on a busy machine. */
  static final long LONGEST_COMPILATION = 4_000_000_000L;

  private static final int MOST_RUNS = 1 << 20;
  private static final double BETTER = 0.9; // of the best: less is noise
  private static final long SETTLED = 1_000_000_000; // ns without getting better: C2 may be late

  private final Runnable action;
  private final long window; // ns
  private double[] nanos = new double[64]; // per run
  private int counted;
  private int runs = 1;

  /** Windows of about this many nanoseconds each, or of one run. */
  Windows(Runnable action, long window) {
    this.action = action;
    this.window = window;
  }

  /** Runs for this many nanoseconds, uncounted. */
  Windows warm(long forNanos) {
    long start = System.nanoTime();
    do {
      once();
    } while (System.nanoTime() - start < forNanos);
    return this;
  }

  /**
   * Runs uncounted until it gets no faster for a while, because what there is to compile is
   * compiled.
   *
   * @param atMost nanoseconds
   * @param fewest runs before that is believed: what is interpreted is slow and steady too
   */
  Windows settle(long atMost, int fewest) {
    long start = System.nanoTime();
    long improved = start;
    long done = 0;
    double best = Double.MAX_VALUE;
    long now;
    do {
      done += runs;
      double time = once();
      now = System.nanoTime();
      improved = time < BETTER * best ? now : improved;
      best = Math.min(best, time);
    } while ((now - improved < SETTLED || done < fewest) && now - start < atMost);
    return this;
  }

  /** Runs and counts windows for this many nanoseconds, at least one. */
  Windows count(long forNanos) {
    long start = System.nanoTime();
    do {
      countOnce();
    } while (System.nanoTime() - start < forNanos);
    return this;
  }

  /** One window that counts. */
  void countOnce() {
    if (counted == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * counted);
    }
    nanos[counted++] = once();
  }

  /** One window: nanoseconds per run. */
  private double once() {
    int now = runs;
    long start = System.nanoTime();
    for (int i = 0; i < now; i++) {
      action.run();
    }
    long took = System.nanoTime() - start;
    runs = Math.clamp(window * now / Math.max(1, took), 1, MOST_RUNS);
    return (double) took / now;
  }

  /** Nanoseconds per run: the median of the windows that count. */
  double median() {
    double[] sorted = Arrays.copyOf(nanos, counted);
    Arrays.sort(sorted);
    return sorted[counted / 2];
  }

  /** Nanoseconds per run in the best of the windows that count. */
  double best() {
    return Arrays.stream(nanos, 0, counted).min().orElseThrow();
  }
}
