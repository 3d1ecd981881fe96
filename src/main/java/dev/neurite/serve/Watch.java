package dev.neurite.serve;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Notices that calls have become slow, by the time of one in many. Any thread may report one.
 *
 * <p>A single slow call says nothing: its thread may have lost the processor. Of so many in a row,
 * thousands of calls apart, that is not to be believed any more; it is looked at then, by whoever
 * is told.
 */
final class Watch {
  /** Calls of which one is timed: a nanosecond per ten of them for the clock. */
  static final int PERIOD = 1024;

  private static final int SLOW = 8; // in a row
  private static final int FEWEST = 32; // rows of a batch that is long enough to compare

  private final AtomicInteger slow = new AtomicInteger();
  private volatile double limit = Double.POSITIVE_INFINITY; // ns of a row
  private volatile Runnable alarm;
  private volatile Runnable listener; // null is nobody

  /** From now on more than this is slow; the alarm is given once. */
  void arm(double nanosPerRow, Runnable alarm) {
    this.alarm = alarm;
    slow.set(0);
    limit = nanosPerRow;
  }

  /** From now on this is run after each call that is timed, on its thread; null ends it. */
  void onSample(Runnable listener) {
    this.listener = listener;
  }

  /** What is slow, in nanoseconds of a row; infinite where nobody wants to know. */
  double limit() {
    return limit;
  }

  /** A call of so many rows took so long. */
  void sample(long nanos, int rows) {
    Runnable listener = this.listener;
    if (listener != null) {
      listener.run();
    }
    if (rows > 1 && rows < FEWEST) {
      return;
    }
    if (!(nanos > limit * rows)) {
      slow.setPlain(0);
    } else if (slow.incrementAndGet() == SLOW) {
      limit = Double.POSITIVE_INFINITY;
      alarm.run();
    }
  }
}
