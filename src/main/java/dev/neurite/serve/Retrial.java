package dev.neurite.serve;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Measures kernels again that had not won when warming up ended: where C2 was kept busy, they may
 * not have been compiled by then. Three times at most, after waits that grow: a network too small
 * to gain is left alone then.
 *
 * <p>No thread waits. A timed call, as {@link Watch} sees one in many, that comes after the wait
 * has one started.
 */
final class Retrial {
  private static final long SECOND = 1_000_000_000; // ns
  private static final long WAIT = 10; // s: warming up and what else a service starts with is over
  private static final int GROWTH = 4; // times the wait before
  private static final int TRIES = 3;

  private final Publication publication;
  private final Recovery recovery;
  private final LongSupplier clock;
  private final boolean single;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private int tries;
  private long seconds = WAIT;
  private volatile long due;

  /**
   * Of single rows, or of batches.
   *
   * @param publication that has a candidate
   * @param clock that counts nanoseconds
   */
  Retrial(Publication publication, Recovery recovery, LongSupplier clock, boolean single) {
    this.publication = publication;
    this.recovery = recovery;
    this.clock = clock;
    this.single = single;
  }

  /** Has the kernels measured again after a while, once a call comes. */
  void await() {
    due = clock.getAsLong() + seconds * SECOND;
    waiting.set(true);
    current().watch().onSample(this::look);
  }

  private void look() {
    if (waiting.get() && clock.getAsLong() - due >= 0 && waiting.compareAndSet(true, false)) {
      current().watch().onSample(null);
      recovery.start(this::measure);
    }
  }

  private void measure() {
    WarmUpEvent event = Events.beginWarmUp();
    tries++;
    publication.retried();
    Consumer<Route> publish = single ? publication::publishRow : publication::publishBatch;
    Trial trial = recovery.compete(single ? 1 : WarmUp.BATCH, current(), candidate(), publish);
    if (!trial.over()) {
      return; // closed
    }
    WarmUpReport.Stage result = trial.result();
    String reason =
        "%s; measured again after %d s, try %d of %d"
            .formatted(result.reason(), seconds, tries, TRIES);
    if (single) {
      publication.reason(reason); // which is that of single rows
    }
    Events.end(event, new WarmUpReport(reason, List.of(result)), 0);
    if (trial.published()) {
      watch(trial.currentNanos());
    } else if (tries < TRIES) {
      seconds *= GROWTH;
      await();
    }
  }

  private void watch(double scalarNanos) {
    if (single) {
      recovery.watchRows(scalarNanos);
    } else {
      recovery.watchBatches(scalarNanos);
    }
  }

  private Route current() {
    return route(publication.first());
  }

  private Route candidate() {
    return route(publication.candidate());
  }

  private Route route(Routes routes) {
    return single ? routes.row() : routes.batch();
  }
}
