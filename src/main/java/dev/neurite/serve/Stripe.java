package dev.neurite.serve;

/** Spreads threads over places, so that they seldom meet on a cache line. */
final class Stripe {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L; // 2⁶⁴ over the golden ratio

  private Stripe() {}

  /** How many places there are if there must be so many: the next power of two. */
  static int count(int atLeast) {
    return Integer.highestOneBit(Math.max(1, 2 * atLeast - 1));
  }

  /**
   * The place of the calling thread, always the same: threads are numbered one after the other, and
   * that times the golden ratio spreads them evenly.
   *
   * @param mask the number of places, a power of two, less 1
   */
  static int home(int mask) {
    return (int) (Thread.currentThread().threadId() * GOLDEN >>> 40) & mask;
  }
}
