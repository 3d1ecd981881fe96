package dev.neurite.serve;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What becomes of SIMD kernels once they are published. The JIT may throw their code away at any
 * time, and what runs until it has made new one, if it does, takes a hundred times as long: such
 * kernels are withdrawn, and published again once they win.
 *
 * <p>{@link Watch}es tell which calls look slow. Whether they are is measured on a thread of its
 * own, against the kernels that answered first.
 */
final class Recovery {
  private static final double SLOW =
      1.5; // times what scalar kernels take: no noise of a good start
  private static final int LOOKS = 3; // windows of each: the best counts

  /** Makes what measures calls of so many rows on a route. */
  @FunctionalInterface
  interface Timings {
    Timing of(Route route, int rows);
  }

  private final Publication publication;
  private final Timings timings;
  private final BooleanSupplier closed;
  private final Pace pace = new Pace();
  private final AtomicInteger busy = new AtomicInteger();

  Recovery(Publication publication, Timings timings, BooleanSupplier closed) {
    this.publication = publication;
    this.timings = timings;
    this.closed = closed;
  }

  /** True while a thread is at it. */
  boolean isBusy() {
    return busy.get() > 0;
  }

  /**
   * Watches single rows, if they were published on other kernels than the first.
   *
   * @param scalarNanos of a row on the first
   */
  void watchRows(double scalarNanos) {
    Route route = publication.row();
    if (route != publication.first().row()) {
      arm(route, SLOW * scalarNanos, () -> checkRows(scalarNanos));
    }
  }

  /** The same for batches. */
  void watchBatches(double scalarNanos) {
    Route route = publication.batch();
    if (route != publication.first().batch()) {
      arm(route, SLOW * scalarNanos, () -> checkBatches(scalarNanos));
    }
  }

  /** Watches as another predictor of the same description does. */
  void watchLike(Publication other) {
    watchRows(other.row().watch().limit() / SLOW);
    watchBatches(other.batch().watch().limit() / SLOW);
  }

  private void arm(Route route, double limit, Runnable check) {
    route.watch().arm(limit, () -> start(check));
  }

  /** Runs a check on a daemon thread, if there is one to be had. */
  void start(Runnable check) {
    busy.incrementAndGet();
    try {
      Thread.ofPlatform()
          .name("neurite-recovery")
          .daemon()
          .inheritInheritableThreadLocals(false)
          .start(() -> {
            try {
              check.run();
            } finally {
              busy.decrementAndGet();
            }
          });
    } catch (OutOfMemoryError e) { // no more threads: nobody looks
      busy.decrementAndGet();
    }
  }

  /** Measures single rows, and takes their kernels back if they are slow. */
  void checkRows(double scalarNanos) {
    Route first = publication.first().row();
    Route candidate = publication.row();
    if (candidate == first) {
      return;
    }
    check(first, candidate, 1, publication::publishRow);
    watchRows(scalarNanos);
  }

  /** Measures batches, and takes their kernels back if they are slow. */
  void checkBatches(double scalarNanos) {
    Route first = publication.first().batch();
    Route candidate = publication.batch();
    if (candidate == first) {
      return;
    }
    check(first, candidate, WarmUp.BATCH, publication::publishBatch);
    watchBatches(scalarNanos);
  }

  private void check(Route first, Route candidate, int rows, Consumer<Route> to) {
    Timing current = timings.of(first, rows);
    Timing suspect = timings.of(candidate, rows);
    for (int i = 0; i < LOOKS; i++) {
      window(current);
      window(suspect);
    }
    if (suspect.recent() <= SLOW * current.recent()) {
      return; // somebody else kept the processor busy
    }
    WarmUpEvent event = Events.beginWarmUp();
    to.accept(first);
    publication.withdrawn();
    String why =
        String.format(
            Locale.ROOT,
            "%s had become slow (%.0f ns a row, %s %.0f)",
            candidate.kernels(),
            suspect.recent(),
            first.kernels(),
            current.recent());
    publication.reason(why + ", and are measured again");
    Trial trial = compete(rows, first, candidate, to);
    WarmUpReport.Stage result = trial.result();
    String end = trial.published() ? "; they recovered: " : ", and stayed so: ";
    publication.reason(why + end + result.reason());
    if (trial.published()) {
      publication.recovered();
    }
    Events.end(event, new WarmUpReport(why + end + result.reason(), List.of(result)), 0);
  }

  /**
   * Runs a trial on calls of so many rows, and publishes the winner.
   *
   * @return the trial, which is not over if the predictor was closed
   */
  Trial compete(int rows, Route first, Route candidate, Consumer<Route> to) {
    String calls = WarmUp.calls(rows);
    Trial trial = new Trial(calls, timings.of(first, rows), timings.of(candidate, rows), null, to);
    while (!trial.over() && !closed.getAsBoolean()) {
      long start = System.nanoTime();
      trial.step();
      pace.rest(System.nanoTime() - start);
    }
    return trial;
  }

  private void window(Timing timing) {
    long start = System.nanoTime();
    timing.window();
    pace.rest(System.nanoTime() - start);
  }
}
