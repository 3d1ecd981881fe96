package dev.neurite.serve;

import dev.neurite.backend.Backend;

/**
 * The ways through a frozen network on one set of kernels: for single rows and for batches.
 *
 * @param row for one row
 * @param batch for many
 */
record Routes(Route row, Route batch) {
  private static final int ROWS_AT_ONCE =
      128; // enough rows for the product's tiles, small in cache

  /** Packs the weights and prepares both ways. */
  static Routes of(Frozen frozen, Backend backend, boolean refusingNaN) {
    Backend single = backend.withThreads(1); // an engine of one thread needs no closing
    FrozenPlan plan = frozen.pack(single.start().trustedKernels());
    int processors = Runtime.getRuntime().availableProcessors();
    return new Routes(
        new Route(plan, single, refusingNaN, 1, 2 * processors),
        new Route(plan, single, refusingNaN, ROWS_AT_ONCE, processors));
  }

  /** Packs other weights into the memory that both ways share; nobody may be inside. */
  void repack(Frozen frozen) {
    row.repack(frozen);
  }

  /** The same ways with scratch memory and counts of their own. */
  Routes apart() {
    return new Routes(row.apart(), batch.apart());
  }

  long scratchMisses() {
    return row.scratchMisses() + batch.scratchMisses();
  }
}
