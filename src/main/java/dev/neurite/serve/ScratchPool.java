package dev.neurite.serve;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Scratch memory for any number of calls at once: free ones lie in slots, a thread looks first
 * where its own number points.
 *
 * <p>Lock-free. A call that finds no free one makes a new one, and whichever finds all slots full
 * when it gives back drops it; so at most {@code slots} are kept.
 */
final class ScratchPool {
  private static final int SPREAD =
      16; // references: a cache line between slots, against false sharing

  private final AtomicReferenceArray<Scratch> slots;
  private final int mask;
  private final Supplier<Scratch> source;
  private final AtomicLong misses = new AtomicLong();

  /**
   * An empty pool.
   *
   * @param atLeast slots, rounded up to a power of two
   */
  ScratchPool(int atLeast, Supplier<Scratch> source) {
    int count = Integer.highestOneBit(Math.max(1, 2 * atLeast - 1));
    this.slots = new AtomicReferenceArray<>(count * SPREAD);
    this.mask = count - 1;
    this.source = source;
  }

  /** A free one, or a new one. */
  Scratch take() {
    int home = home();
    for (int i = 0; i <= mask; i++) {
      int slot = ((home + i) & mask) * SPREAD;
      if (slots.get(slot) != null) {
        Scratch scratch = slots.getAndSet(slot, null);
        if (scratch != null) {
          return scratch;
        }
      }
    }
    misses.incrementAndGet();
    return source.get();
  }

  /** Gives one back. */
  void give(Scratch scratch) {
    int home = home();
    for (int i = 0; i <= mask; i++) {
      int slot = ((home + i) & mask) * SPREAD;
      if (slots.get(slot) == null && slots.compareAndSet(slot, null, scratch)) {
        return;
      }
    }
  }

  /** How often there was no free one: a few at first, and then none unless calls overlap. */
  long misses() {
    return misses.get();
  }

  private static int home() {
    long hash = Thread.currentThread().threadId() * 0x9e3779b97f4a7c15L; // numbers are consecutive
    return (int) (hash >>> 40);
  }
}
