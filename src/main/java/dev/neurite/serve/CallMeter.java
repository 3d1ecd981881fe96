package dev.neurite.serve;

import dev.neurite.check.Recorder;
import dev.neurite.kernel.Kernels;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the calls that one scratch memory serves, records one in {@link #PERIOD} of them as an
 * event, and times one in {@link Watch#PERIOD}. Written by one caller at a time, read by anyone.
 */
final class CallMeter {
  private static final int PERIOD = 64; // calls: a look whether somebody records costs nothing then

  private final AtomicLong calls = new AtomicLong(); // one writer: set, not added to
  private final AtomicLong rows = new AtomicLong();
  private final boolean recording;
  private final Watch watch;
  private boolean observed; // the call under way: there is an event, or a time
  private boolean timed;
  private long start;
  private int count;
  private PredictEvent probe; // never committed: asked whether it would be
  private PredictEvent event;
  private boolean kept;

  /**
   * A meter at 0.
   *
   * @param recording false for calls that are no caller's: no events, no times
   */
  CallMeter(boolean recording, Watch watch) {
    this.recording = recording;
    this.watch = watch;
  }

  /** From now on it belongs to a pool. */
  void keep() {
    kept = true;
  }

  /** True if its scratch memory stays in a pool. */
  boolean isKept() {
    return kept;
  }

  /** A call begins. */
  void begin(int count) {
    long number = calls.getPlain();
    calls.setRelease(number + 1);
    rows.setRelease(rows.getPlain() + count);
    if (number % PERIOD == 0 && recording) {
      observe(number, count);
    }
  }

  private void observe(long number, int count) {
    if (Recorder.isStarted()) {
      beginEvent(count);
    }
    if (number % Watch.PERIOD == 0) {
      this.count = count;
      timed = true;
      start = System.nanoTime();
    }
    observed = timed || event != null;
  }

  private void beginEvent(int count) {
    if (probe == null) {
      probe = Events.predict();
    }
    if (probe.isEnabled()) {
      event = Events.predict();
      event.rows = count;
      event.begin();
    }
  }

  /** The call ends. */
  void end(Kernels kernels) {
    if (observed) {
      observed = false;
      endObserved(kernels);
    }
  }

  private void endObserved(Kernels kernels) {
    if (timed) {
      timed = false;
      watch.sample(System.nanoTime() - start, count);
    }
    if (event != null) {
      Events.end(event, kernels.name());
      event = null;
    }
  }

  long calls() {
    return calls.getAcquire();
  }

  long rows() {
    return rows.getAcquire();
  }
}
