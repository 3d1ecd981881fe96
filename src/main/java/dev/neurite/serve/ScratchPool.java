package dev.neurite.serve;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Scratch memory for any number of calls at once: free ones lie in slots, a thread looks first
 * where its own number points.
 *
 * <p>Lock-free. As many are kept as there are slots. A call that finds all of them in use makes one
 * of its own, and drops it.
 */
final class ScratchPool {
  private static final int SPREAD =
      16; // references: a cache line between slots, against false sharing

  private final AtomicReferenceArray<Scratch> slots;
  private final AtomicReferenceArray<Scratch> kept; // all of them, free or in use
  private final int mask;
  private final Supplier<Scratch> source;
  private final AtomicInteger made = new AtomicInteger(1); // counts to the number of slots
  private final AtomicLong misses = new AtomicLong();
  private final AtomicLong droppedCalls = new AtomicLong();
  private final AtomicLong droppedRows = new AtomicLong();

  /**
   * A pool of one, and room for more.
   *
   * @param atLeast slots, rounded up to a power of two
   */
  ScratchPool(int atLeast, Scratch first, Supplier<Scratch> source) {
    int count = Stripe.count(atLeast);
    this.slots = new AtomicReferenceArray<>(count * SPREAD);
    this.kept = new AtomicReferenceArray<>(count);
    this.mask = count - 1;
    this.source = source;
    first.meter().keep();
    kept.set(0, first);
    slots.set(0, first);
  }

  /** The first one, in use or not: for whoever knows that no call is under way. */
  Scratch first() {
    return kept.get(0);
  }

  /** A free one, or a new one, for a call of so many rows. */
  Scratch take(int rows) {
    Scratch scratch = free();
    if (scratch == null) {
      scratch = make();
    }
    scratch.meter().begin(rows);
    return scratch;
  }

  private Scratch free() {
    int home = Stripe.home(mask);
    for (int i = 0; i <= mask; i++) {
      int slot = ((home + i) & mask) * SPREAD;
      if (slots.get(slot) != null) {
        Scratch scratch = slots.getAndSet(slot, null);
        if (scratch != null) {
          return scratch;
        }
      }
    }
    return null;
  }

  private Scratch make() {
    misses.incrementAndGet();
    Scratch scratch = source.get();
    int number = made.get();
    while (number < kept.length()) {
      if (made.compareAndSet(number, number + 1)) {
        kept.set(number, scratch);
        scratch.meter().keep();
        return scratch;
      }
      number = made.get();
    }
    return scratch;
  }

  /** Gives one back. */
  void give(Scratch scratch) {
    CallMeter meter = scratch.meter();
    meter.end(scratch.kernels());
    if (!meter.isKept()) {
      droppedCalls.addAndGet(meter.calls());
      droppedRows.addAndGet(meter.rows());
      return;
    }
    int home = Stripe.home(mask);
    for (int i = 0; ; i++) { // one slot per kept one: a slot is free, or becomes free
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

  /** Calls that have begun. */
  long calls() {
    long sum = droppedCalls.get();
    for (int i = 0; i < kept.length(); i++) {
      Scratch scratch = kept.get(i);
      sum += scratch == null ? 0 : scratch.meter().calls();
    }
    return sum;
  }

  /** Rows of these calls. */
  long rows() {
    long sum = droppedRows.get();
    for (int i = 0; i < kept.length(); i++) {
      Scratch scratch = kept.get(i);
      sum += scratch == null ? 0 : scratch.meter().rows();
    }
    return sum;
  }
}
