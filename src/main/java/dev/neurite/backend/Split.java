package dev.neurite.backend;

import dev.neurite.parallel.RangeTask;
import dev.neurite.parallel.WorkerPool;

/**
 * Whether a call is split, and how finely.
 *
 * <p>A call is split where its work is some times what it costs to hand out: 5 to 20 µs where
 * workers have parked. At the thresholds two threads gain, measured on warm SIMD kernels one call
 * after the other: a product of 128×64×64 is 1.6 times faster, a sigmoid of 16,384 elements 1.8, a
 * ReLU of 65,536 1.7 (AMD Zen 4, two cores, 512 bits, JDK 25.0.3).
 */
final class Split {
  /** Multiplications from which a product is split: about 20 µs at 50 GFLOP/s. */
  static final long PRODUCT = 1 << 19;

  /** Elements from which activations and losses are split: about 15 µs at 0.5 to 1 ns. */
  static final long ELEMENTWISE = 1 << 14;

  /** Elements from which what only adds and multiplies is split: about 15 µs at 0.2 ns. */
  static final long LINEAR = 1 << 16;

  /** Elements of a cache line: two threads do not write to one where operands are aligned. */
  static final int LINE = 16;

  private final WorkerPool pool;
  private final boolean always;

  /**
   * A split among the threads of a pool.
   *
   * @param always true if no call is too small
   */
  Split(WorkerPool pool, boolean always) {
    this.pool = pool;
    this.always = always;
  }

  /** True if this much work is worth a split. */
  boolean pays(long work, long threshold) {
    return pool.threads() > 1 && (always || work >= threshold);
  }

  /** The number of threads. */
  int threads() {
    return pool.threads();
  }

  /** Runs the task on all of [0, size), in multiples of the granule. */
  void run(RangeTask task, int size, int granule) {
    pool.run(task, size, granule);
  }
}
