package dev.neurite.serve;

import dev.neurite.check.Recorder;
import dev.neurite.kernel.Kernels;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the calls that one scratch memory serves, and records one in {@link #PERIOD} of them as an
 * event. Written by one caller at a time, read by anyone.
 */
final class CallMeter {
  private static final int PERIOD = 64; // calls: a look whether somebody records costs nothing then

  private final AtomicLong calls = new AtomicLong(); // one writer: set, not added to
  private final AtomicLong rows = new AtomicLong();
  private final boolean recording;
  private PredictEvent probe; // never committed: asked whether it would be
  private PredictEvent event;
  private boolean kept;

  /**
   * A meter at 0.
   *
   * @param recording false for calls that are no caller's, and no events
   */
  CallMeter(boolean recording) {
    this.recording = recording;
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
    if (number % PERIOD == 0 && recording && Recorder.isStarted()) {
      beginEvent(count);
    }
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
