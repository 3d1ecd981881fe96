package dev.neurite.serve;

import dev.neurite.backend.Backend;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Makes SIMD kernels ready beside the callers: packs the weights again, compares bits with the
 * scalar kernels', calls until the JIT has compiled them, and publishes what was measured to be
 * faster. Runs once, on whichever thread comes first.
 */
final class WarmUp {
  /** Rows of the batches that are measured. */
  static final int BATCH = 32;

  private static final int WAITING = 5; // rests for the work of one: it is C2's turn

  private final Publication publication;
  private final PredictorOptions options;
  private final Samples samples;
  private final BooleanSupplier closed;
  private final Recovery.Timings timings;
  private final LongSupplier clock;
  private final Recovery recovery;
  private final Pace pace = new Pace();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private final boolean choosing;
  private Frozen frozen; // null if there is nothing to choose; dropped at the end
  private volatile boolean cutOff;
  private volatile WarmUpReport report;

  WarmUp(
      Publication publication,
      PredictorOptions options,
      Frozen frozen,
      Samples samples,
      BooleanSupplier closed) {
    this(publication, options, frozen, samples, closed, new OnSamples(samples), new Nanos());
  }

  /** The same by other clocks. */
  WarmUp(
      Publication publication,
      PredictorOptions options,
      Frozen frozen,
      Samples samples,
      BooleanSupplier closed,
      Recovery.Timings timings,
      LongSupplier clock) {
    this.publication = publication;
    this.options = options;
    this.frozen = frozen;
    this.choosing = frozen != null;
    this.samples = samples;
    this.closed = closed;
    this.timings = timings;
    this.clock = clock;
    this.recovery = new Recovery(publication, timings, closed);
  }

  /** Runs on a daemon thread of its own, which ends by itself. */
  void startInBackground() {
    if (begun.compareAndSet(false, true)) {
      try {
        Thread thread = new Thread(null, new Paced(), "neurite-warm-up", 0, false);
        thread.setDaemon(true);
        thread.start();
      } catch (OutOfMemoryError e) { // no more threads: whoever calls await() does the work
        begun.set(false);
      }
    }
  }

  /** Waits for the thread that does it, at that one's pace. */
  void awaitPatiently() throws InterruptedException {
    done.await();
  }

  /** Runs here, or waits for the thread that does; either way without rests. */
  WarmUpReport await() throws InterruptedException {
    pace.hurry();
    if (begun.compareAndSet(false, true)) {
      run();
    }
    done.await();
    return report;
  }

  /** True while a thread is at it. */
  boolean isBusy() {
    return begun.get() && report == null || recovery.isBusy();
  }

  /** True once a report is there. */
  boolean isDone() {
    return report != null;
  }

  /** True if the predictor was closed before anything was chosen. */
  boolean isCutOff() {
    return cutOff;
  }

  /** True if kernels are chosen by measurement, and not prescribed. */
  boolean isChoosing() {
    return choosing;
  }

  /** True if the weights are kept for kernels that may yet be chosen. */
  boolean needsWeights() {
    return frozen != null;
  }

  /** Takes other weights, before it has begun. */
  void replaceWeights(Frozen other) {
    frozen = other;
  }

  /**
   * Ends without any work, by the choice that another predictor of the same description came to;
   * does nothing if it has begun, or if there is nothing to choose. One caller at a time.
   */
  void adopt(WarmUp other) {
    if (frozen == null || !begun.compareAndSet(false, true)) {
      return;
    }
    if (other.publication.hasChanged()) {
      Routes candidate = Routes.of(frozen, options.backend(), options.refusingNaN());
      publication.follow(other.publication, candidate);
      recovery.watchLike(other.publication);
    }
    end(other.report);
  }

  /** What the thread does. */
  private final class Paced implements Runnable {
    @Override
    public void run() {
      pace.start();
      WarmUp.this.run();
    }
  }

  /** Timings on the samples. */
  private record OnSamples(Samples samples) implements Recovery.Timings {
    @Override
    public Timing of(Route route, int rows) {
      return new Timing(route, rows, samples.rows());
    }
  }

  /** The clock of the JVM; no lambda, which the first prediction would wait for. */
  private static final class Nanos implements LongSupplier {
    @Override
    public long getAsLong() {
      return System.nanoTime();
    }
  }

  private void run() {
    WarmUpEvent rows = Events.beginWarmUp();
    WarmUpEvent batches = Events.beginWarmUp();
    WarmUpReport result;
    try {
      result = work();
    } catch (RuntimeException | Error e) {
      publication.publishRow(publication.first().row());
      publication.publishBatch(publication.first().batch());
      result = new WarmUpReport("warming up failed, scalar kernels stay: " + e, List.of());
    }
    Events.end(rows, result, 0);
    Events.end(batches, result, 1);
    end(result);
  }

  private void end(WarmUpReport result) {
    frozen = null;
    publication.reason(result.reason());
    report = result;
    done.countDown();
  }

  private WarmUpReport work() {
    if (frozen == null) {
      return tryOut(null, publication.report().reason());
    }
    Backend.Report best = options.backend().report();
    if (best.kernels().equals(publication.first().row().kernels())) {
      return tryOut(null, best.reason());
    }
    Routes candidate = Routes.of(frozen, options.backend(), options.refusingNaN());
    publication.candidate(candidate);
    String difference =
        SameBits.difference(publication.first().apart(), candidate.apart(), samples.rows());
    if (difference != null) {
      return new WarmUpReport("SIMD kernels are not used: " + difference, List.of());
    }
    return tryOut(candidate, "measured on rows of this network");
  }

  private WarmUpReport tryOut(Routes candidate, String reason) {
    Routes first = publication.first();
    Trial rows;
    Trial batches;
    if (candidate == null) {
      rows = trial(1, first.row(), null, null);
      batches = trial(BATCH, first.batch(), null, null);
    } else {
      Routes brief = Routes.of(frozen.shortened(), options.backend(), false);
      rows = trial(1, first.row(), candidate.row(), brief.row());
      batches = trial(BATCH, first.batch(), candidate.batch(), brief.batch());
    }
    while (!(rows.over() && batches.over()) && !closed.getAsBoolean()) {
      step(rows.over() ? batches : rows); // what batches have compiled, rows would wait for
    }
    if (!(rows.over() && batches.over())) {
      cutOff = true;
      return new WarmUpReport("the predictor was closed while it warmed up", List.of());
    }
    recovery.watchRows(rows.currentNanos());
    recovery.watchBatches(batches.currentNanos());
    if (candidate != null) {
      retryUnlessPublished(rows, true);
      retryUnlessPublished(batches, false);
    }
    List<WarmUpReport.Stage> stages = List.of(rows.result(), batches.result());
    String why = candidate == null ? reason : stages.getFirst().reason();
    return new WarmUpReport(why, stages);
  }

  private void retryUnlessPublished(Trial trial, boolean single) {
    if (!trial.published()) {
      new Retrial(publication, recovery, clock, single).await();
    }
  }

  private void step(Trial trial) {
    long start = System.nanoTime();
    trial.step();
    pace.rest(System.nanoTime() - start, trial.isFarBehind() ? WAITING : 1);
  }

  /** What calls of so many rows are, in words. */
  static String calls(int rows) {
    return rows == 1 ? "single rows" : "batches of " + rows;
  }

  private Trial trial(int rows, Route current, Route candidate, Route brief) {
    return new Trial(
        calls(rows),
        timing(current, rows),
        timing(candidate, rows),
        timing(brief, rows),
        rows == 1 ? publication::publishRow : publication::publishBatch);
  }

  private Timing timing(Route route, int rows) {
    return route == null ? null : timings.of(route, rows);
  }
}
