package dev.neurite.serve;

import java.util.concurrent.locks.LockSupport;

/**
 * Rests of a thread in the background, so that it takes no more than a share of a processor: half
 * of one, or a fifth of the only one. (Priorities of threads mean nothing on Linux.)
 */
final class Pace {
  private static final long LONGEST = 20_000_000; // ns

  private final int factor = Runtime.getRuntime().availableProcessors() == 1 ? 4 : 1;
  private volatile boolean hurry;
  private volatile Thread resting;

  /** No rests from now on: somebody waits. */
  void hurry() {
    hurry = true;
    LockSupport.unpark(resting); // null is nobody
  }

  /** Rests, after so many nanoseconds of work. */
  void rest(long worked) {
    if (hurry) {
      return;
    }
    resting = Thread.currentThread();
    if (!hurry) {
      LockSupport.parkNanos(this, Math.min(LONGEST, factor * worked));
    }
    resting = null;
  }
}
