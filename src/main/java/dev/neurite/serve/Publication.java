package dev.neurite.serve;

import dev.neurite.backend.Backend;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The routes that calls take now. Single rows and batches change kernels one by one; a call that is
 * under way stays on the route it took.
 */
final class Publication {
  private final Routes first;
  private volatile Route row;
  private volatile Route batch;
  private volatile String reason;
  private volatile Routes second;
  private final AtomicInteger withdrawals = new AtomicInteger();
  private final AtomicInteger recoveries = new AtomicInteger();
  private final AtomicInteger retrials = new AtomicInteger();

  Publication(Routes first, String reason) {
    this.first = first;
    this.row = first.row();
    this.batch = first.batch();
    this.reason = reason;
  }

  Route row() {
    return row;
  }

  Route batch() {
    return batch;
  }

  /** The routes that answered the first call. */
  Routes first() {
    return first;
  }

  /** Announces routes that may be published. */
  void candidate(Routes routes) {
    second = routes;
  }

  /** The routes that may be published; null if there are none. */
  Routes candidate() {
    return second;
  }

  /** Packs other weights into the memory of all routes; nobody may be inside. */
  void repack(Frozen frozen) {
    first.repack(frozen);
    if (second != null) {
      second.repack(frozen);
    }
  }

  /** Publishes of a candidate what another publication chose. */
  void follow(Publication other, Routes candidate) {
    candidate(candidate);
    if (other.row != other.first.row()) {
      publishRow(candidate.row());
    }
    if (other.batch != other.first.batch()) {
      publishBatch(candidate.batch());
    }
  }

  /** True if it left the routes it had first. */
  boolean hasChanged() {
    return row != first.row() || batch != first.batch();
  }

  void publishRow(Route route) {
    row = route;
    reason =
        route == first.row()
            ? "these kernels were faster after all"
            : "these kernels are faster so far, and are still being measured";
  }

  void publishBatch(Route route) {
    batch = route;
  }

  /** Counts kernels that were taken back because they had become slow. */
  void withdrawn() {
    withdrawals.incrementAndGet();
  }

  /** Counts kernels that were published again. */
  void recovered() {
    recoveries.incrementAndGet();
  }

  /** Counts kernels that had lost and are measured again. */
  void retried() {
    retrials.incrementAndGet();
  }

  void reason(String sentence) {
    reason = sentence;
  }

  /** The kernels of single rows, and why. */
  Backend.Report report() {
    return new Backend.Report(row.kernels(), 1, reason);
  }

  /** What the routes have done, those together that answer calls of one kind. */
  PredictorStats stats(boolean warm) {
    Routes other = second;
    return new PredictorStats(
        first.row().calls() + (other == null ? 0 : other.row().calls()),
        first.batch().calls() + (other == null ? 0 : other.batch().calls()),
        first.batch().rows() + (other == null ? 0 : other.batch().rows()),
        first.scratchMisses() + (other == null ? 0 : other.scratchMisses()),
        row.kernels(),
        batch.kernels(),
        warm,
        withdrawals.get(),
        recoveries.get(),
        retrials.get());
  }
}
