package dev.neurite.serve;

import java.util.concurrent.locks.LockSupport;

/**
 * Rests of a thread in the background, as long as what it worked, or longer: so it takes no more
 * than half of a processor. (Priorities of threads mean nothing on Linux.)
 */
final class Pace {
  private static final long SLICE = 1_000_000; // ns of work between two rests
  private static final long LONGEST = 20_000_000; // ns
  private static final long START = 20_000_000; // ns: a first answer shares no processor with it

  /** On the only processor the compiler, whose work is waited for, needs the rests too. */
  private final boolean alone = Runtime.getRuntime().availableProcessors() == 1;

  private long sinceRest;
  private volatile boolean hurry;
  private volatile Thread resting;

  /** No rests from now on: somebody waits. */
  void hurry() {
    hurry = !alone;
    LockSupport.unpark(resting); // null is nobody
  }

  /** Lets callers begin, before there is any work. */
  void start() {
    resting = Thread.currentThread();
    if (!hurry) {
      LockSupport.parkNanos(this, START);
    }
    resting = null;
  }

  /** Rests if it is time to, after so many more nanoseconds of work. */
  void rest(long worked) {
    rest(worked, 1);
  }

  /** The same for work that is worth so many times its rest. */
  void rest(long worked, int times) {
    sinceRest += times * worked;
    if (hurry || sinceRest < SLICE) {
      return;
    }
    resting = Thread.currentThread();
    if (!hurry) {
      LockSupport.parkNanos(this, Math.min(LONGEST, sinceRest));
    }
    resting = null;
    sinceRest = 0;
  }
}
