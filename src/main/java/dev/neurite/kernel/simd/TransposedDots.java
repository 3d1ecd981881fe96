package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Exchanges.FIRST_1;
import static dev.neurite.kernel.simd.Exchanges.FIRST_2;
import static dev.neurite.kernel.simd.Exchanges.FIRST_4;
import static dev.neurite.kernel.simd.Exchanges.SECOND_1;
import static dev.neurite.kernel.simd.Exchanges.SECOND_2;
import static dev.neurite.kernel.simd.Exchanges.SECOND_4;
import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.PINNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * sums ← sums + W·x for 16 rows of W, which are transposed in registers on the way, at 512 bits.
 *
 * <p>Eight steps at a time: a vector is loaded with eight steps of row i and, by a second load
 * eight elements early and a blend, eight of row i + 8. Stage h, for h = 4, 2, 1, exchanges what
 * lies off the diagonal in every pair of vectors i and i + h, as in {@link Transposer}; then vector
 * i has the weights of step i, which are multiplied at once. Loads stay within the rows given.
 *
 * <p>The chain of fma takes 32 of the 45 cycles of eight steps and hides behind the rest: 0.09 ns
 * per weight (AMD Zen 4, JDK 25). Stages of one shuffle and one blend for each vector took 12 %
 * longer than {@code selectFrom}; with vectors of 256 bits, where that is two shuffles and a blend,
 * the whole form has no advantage over eight chains of scalars.
 */
final class TransposedDots {
  /** Rows of W that advance together. */
  static final int ROWS = 16;

  /** Steps come in multiples of this. */
  static final int STEPS = 8;

  /** True if vectors have a lane for each row. */
  static final boolean SERVES = LENGTH == ROWS;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int HALF = STEPS * Float.BYTES; // bytes of half a vector
  private static final VectorMask<Float> UPPER = VectorMask.fromLong(F32, 0xff00);

  private TransposedDots() {}

  /**
   * Adds {@code n} steps, a multiple of {@link #STEPS}.
   *
   * @param ld from row to row of {@code w}, at least {@link #STEPS}
   * @param first where in {@code x} the steps begin
   */
  static void run(int n, MemorySegment w, long offset, int ld, float[] x, int first, float[] sums) {
    first &= 0xfffffff; // no index overflows
    w = Lanes.pinned(w);
    long bytes = (long) Float.BYTES * n + HALF;
    long step = (long) Float.BYTES * ld;
    long start = Float.BYTES * offset;
    MemorySegment a0 = w.asSlice(start, bytes);
    MemorySegment a1 = w.asSlice(start + step, bytes);
    MemorySegment a2 = w.asSlice(start + 2 * step, bytes);
    MemorySegment a3 = w.asSlice(start + 3 * step, bytes);
    MemorySegment a4 = w.asSlice(start + 4 * step, bytes);
    MemorySegment a5 = w.asSlice(start + 5 * step, bytes);
    MemorySegment a6 = w.asSlice(start + 6 * step, bytes);
    MemorySegment a7 = w.asSlice(start + 7 * step, bytes);
    start += STEPS * step - HALF;
    MemorySegment b0 = w.asSlice(start, bytes);
    MemorySegment b1 = w.asSlice(start + step, bytes);
    MemorySegment b2 = w.asSlice(start + 2 * step, bytes);
    MemorySegment b3 = w.asSlice(start + 3 * step, bytes);
    MemorySegment b4 = w.asSlice(start + 4 * step, bytes);
    MemorySegment b5 = w.asSlice(start + 5 * step, bytes);
    MemorySegment b6 = w.asSlice(start + 6 * step, bytes);
    MemorySegment b7 = w.asSlice(start + 7 * step, bytes);
    FloatVector c = FloatVector.fromArray(F32, sums, 0);
    for (int p = 0; p < n; p += STEPS) {
      long q = 4L * p;
      FloatVector r0 = FloatVector.fromMemorySegment(F32, a0, q, ORDER);
      r0 = r0.blend(FloatVector.fromMemorySegment(F32, b0, q, ORDER), UPPER);
      FloatVector r1 = FloatVector.fromMemorySegment(F32, a1, q, ORDER);
      r1 = r1.blend(FloatVector.fromMemorySegment(F32, b1, q, ORDER), UPPER);
      FloatVector r2 = FloatVector.fromMemorySegment(F32, a2, q, ORDER);
      r2 = r2.blend(FloatVector.fromMemorySegment(F32, b2, q, ORDER), UPPER);
      FloatVector r3 = FloatVector.fromMemorySegment(F32, a3, q, ORDER);
      r3 = r3.blend(FloatVector.fromMemorySegment(F32, b3, q, ORDER), UPPER);
      FloatVector r4 = FloatVector.fromMemorySegment(F32, a4, q, ORDER);
      r4 = r4.blend(FloatVector.fromMemorySegment(F32, b4, q, ORDER), UPPER);
      FloatVector r5 = FloatVector.fromMemorySegment(F32, a5, q, ORDER);
      r5 = r5.blend(FloatVector.fromMemorySegment(F32, b5, q, ORDER), UPPER);
      FloatVector r6 = FloatVector.fromMemorySegment(F32, a6, q, ORDER);
      r6 = r6.blend(FloatVector.fromMemorySegment(F32, b6, q, ORDER), UPPER);
      FloatVector r7 = FloatVector.fromMemorySegment(F32, a7, q, ORDER);
      r7 = r7.blend(FloatVector.fromMemorySegment(F32, b7, q, ORDER), UPPER);
      FloatVector t;
      t = r0;
      r0 = FIRST_4.selectFrom(t, r4);
      r4 = SECOND_4.selectFrom(t, r4);
      t = r1;
      r1 = FIRST_4.selectFrom(t, r5);
      r5 = SECOND_4.selectFrom(t, r5);
      t = r2;
      r2 = FIRST_4.selectFrom(t, r6);
      r6 = SECOND_4.selectFrom(t, r6);
      t = r3;
      r3 = FIRST_4.selectFrom(t, r7);
      r7 = SECOND_4.selectFrom(t, r7);
      t = r0;
      r0 = FIRST_2.selectFrom(t, r2);
      r2 = SECOND_2.selectFrom(t, r2);
      t = r1;
      r1 = FIRST_2.selectFrom(t, r3);
      r3 = SECOND_2.selectFrom(t, r3);
      t = r4;
      r4 = FIRST_2.selectFrom(t, r6);
      r6 = SECOND_2.selectFrom(t, r6);
      t = r5;
      r5 = FIRST_2.selectFrom(t, r7);
      r7 = SECOND_2.selectFrom(t, r7);
      t = r0;
      r0 = FIRST_1.selectFrom(t, r1);
      r1 = SECOND_1.selectFrom(t, r1);
      t = r2;
      r2 = FIRST_1.selectFrom(t, r3);
      r3 = SECOND_1.selectFrom(t, r3);
      t = r4;
      r4 = FIRST_1.selectFrom(t, r5);
      r5 = SECOND_1.selectFrom(t, r5);
      t = r6;
      r6 = FIRST_1.selectFrom(t, r7);
      r7 = SECOND_1.selectFrom(t, r7);
      int s = first + p;
      c = r0.fma(FloatVector.broadcast(F32, x[s]), c);
      c = r1.fma(FloatVector.broadcast(F32, x[s + 1]), c);
      c = r2.fma(FloatVector.broadcast(F32, x[s + 2]), c);
      c = r3.fma(FloatVector.broadcast(F32, x[s + 3]), c);
      c = r4.fma(FloatVector.broadcast(F32, x[s + 4]), c);
      c = r5.fma(FloatVector.broadcast(F32, x[s + 5]), c);
      c = r6.fma(FloatVector.broadcast(F32, x[s + 6]), c);
      c = r7.fma(FloatVector.broadcast(F32, x[s + 7]), c);
    }
    PINNED.cast(c).intoArray(sums, 0);
  }
}
