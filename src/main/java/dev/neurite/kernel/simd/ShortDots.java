package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A batch through one output of at most two vectors of inputs, in the order of 64 lanes.
 *
 * <p>One row after the other, such sums are bound by the latency of their five additions; in a loop
 * over rows ({@link RowLoops}) those of several rows overlap. A row of 16 inputs took 25 ns less.
 */
final class ShortDots {
  private static final int BLOCK = 1024; // elements, 4 KiB
  private static final int REACH = 2 * LENGTH; // elements beyond the block that loops may touch

  private final Loop one = Loop.ofRows(RowLoops::dotOne);
  private final Loop two = Loop.ofRows(RowLoops::dotTwo);
  private final MemorySegment x = scratch(BLOCK + REACH);
  private final MemorySegment w = scratch(REACH);
  private final MemorySegment sums = scratch(BLOCK + REACH);

  /** True if rows of so many elements are served here. */
  static boolean serves(int in) {
    return ShortRows.serves(in);
  }

  /**
   * y ← X·w + b.
   *
   * @param x [batch, in]
   * @param w [in]
   * @param b one element, or null
   * @param y [batch], {@code ldy} apart
   */
  void run(
      int batch,
      int in,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment w,
      long wOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment y,
      long yOffset,
      int ldy) {
    Scratch.copyRows(1, in, w, wOffset, in, this.w);
    boolean biased = !b.equals(MemorySegment.NULL);
    float bias = biased ? b.getAtIndex(JAVA_FLOAT, bOffset) : 0;
    for (int done = 0, count; done < batch; done += count) {
      count = Math.min(BLOCK / in, batch - done);
      long from = xOffset + (long) done * ldx;
      if (ldx == in) {
        Scratch.copyRows(1, count * in, x, from, in, this.x);
      } else {
        Scratch.copyRows(count, in, x, from, ldx, this.x);
      }
      (in <= LENGTH ? one : two).run(count, in, this.x, this.w, sums, sums, sums);
      for (int r = 0; r < count; r++) {
        float sum = sums.getAtIndex(JAVA_FLOAT, r);
        y.setAtIndex(JAVA_FLOAT, yOffset + (long) (done + r) * ldy, biased ? sum + bias : sum);
      }
    }
  }

  private static MemorySegment scratch(int length) {
    return Arena.ofAuto().allocate((long) Float.BYTES * length, 64);
  }
}
