package dev.neurite.serve;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts the calls that are inside a predictor, and those that have been.
 *
 * <p>Threads are spread over stripes, a cache line apart. The lowest 16 bits of a stripe's word
 * count who is inside, the others who has left, so that entering and leaving are one atomic
 * addition each. A thread leaves by the stripe it came in by: both follow from its number.
 */
final class Readers {
  private static final int SPREAD = 16; // longs: two cache lines, which are fetched in pairs
  private static final int LEFT = 16; // bits: more than threads can be inside at once
  private static final long INSIDE = (1L << LEFT) - 1;

  private final AtomicLongArray words;
  private final int mask;

  /** Nobody is inside, and nobody has been. */
  Readers() {
    int atLeast = 2 * Runtime.getRuntime().availableProcessors();
    int stripes = Stripe.count(atLeast);
    this.words = new AtomicLongArray(stripes * SPREAD);
    this.mask = stripes - 1;
  }

  void enter() {
    words.getAndAdd(stripe(), 1);
  }

  /** Leaves after a call of this many rows. */
  void leave(int rows) {
    int stripe = stripe();
    if (rows != 1) {
      words.getAndAdd(stripe + 1, rows - 1L);
    }
    words.getAndAdd(stripe, (1L << LEFT) - 1);
  }

  /** Leaves without an answer: nothing is counted. */
  void turnBack() {
    words.getAndAdd(stripe(), -1);
  }

  /** False if somebody is inside. */
  boolean isEmpty() {
    for (int s = 0; s <= mask; s++) {
      if ((words.get(s * SPREAD) & INSIDE) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Calls that have left. */
  long calls() {
    long sum = 0;
    for (int s = 0; s <= mask; s++) {
      sum += words.get(s * SPREAD) >>> LEFT;
    }
    return sum;
  }

  /** Rows of the calls that have left. */
  long rows() {
    long sum = calls();
    for (int s = 0; s <= mask; s++) {
      sum += words.get(s * SPREAD + 1);
    }
    return sum;
  }

  private int stripe() {
    return Stripe.home(mask) * SPREAD;
  }
}
