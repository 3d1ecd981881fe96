package dev.neurite.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/**
 * Times a call by blocks of many, and keeps the best: other load on the machine only ever slows a
 * block. A call that is longer than a block never is without such load on a busy machine; of it the
 * CPU time of its thread counts.
 *
 * @param warmNs how long to run before anything is timed
 * @param blockNs how long a block is, about
 * @param blocks how many there are; calls longer than a block get fewer
 */
public record Stopwatch(double warmNs, double blockNs, int blocks) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final LongSupplier CPU_TIME = THREADS::getCurrentThreadCpuTime;
  private static final LongSupplier WALL_TIME = System::nanoTime;

  /** The same, warming up for another time. */
  public Stopwatch warming(double ns) {
    return new Stopwatch(ns, blockNs, blocks);
  }

  /** Runs the call for the time of the warm-up, at least once. */
  public void warm(Runnable call) {
    nsPerCall(call, warmNs);
  }

  /** Nanoseconds per call of the best block. */
  public double bestNs(Runnable call) {
    double ns = nsPerCall(call, warmNs);
    if (ns > blocks * blockNs) {
      return ns; // that was a block, and a long one
    }
    LongSupplier clock = ns > blockNs ? CPU_TIME : WALL_TIME;
    long calls = Math.max(1, Math.round(blockNs / ns));
    long deadline = System.nanoTime() + (long) (2 * blocks * blockNs);
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < blocks && (i < 2 || System.nanoTime() < deadline); i++) {
      best = Math.min(best, block(call, calls, clock));
    }
    return best;
  }

  /** Calls for a time, in groups that double, so that looking at the clock costs nothing. */
  private static double nsPerCall(Runnable call, double ns) {
    long begin = System.nanoTime();
    double last = block(call, 1, CPU_TIME);
    for (long calls = 1; System.nanoTime() - begin < ns; calls *= 2) {
      calls = Math.min(calls, (long) Math.ceil(ns / 8 / last));
      last = block(call, calls, CPU_TIME);
    }
    return last;
  }

  private static double block(Runnable call, long calls, LongSupplier clock) {
    long begin = clock.getAsLong();
    for (long i = 0; i < calls; i++) {
      call.run();
    }
    return Math.max(1, clock.getAsLong() - begin) / (double) calls;
  }
}
