package dev.neurite.kernel.simd;

import static jdk.incubator.vector.VectorShuffle.fromOp;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes squares of {@link #SIZE} × {@link #SIZE} floats in registers.
 *
 * <p>Stage h, for h = SIZE/2 … 1, exchanges what lies off the diagonal in every pair of rows i and
 * i + h: each row keeps its lanes without bit h (or with it) and takes the others from its partner,
 * h lanes further. A square of 8 takes 0.1 to 0.15 ns per element, one of 16 is no faster and is
 * compiled a second later; plain loops take 0.6 (AMD Zen 4, JDK 25).
 */
final class Transposer {
  /** Rows and columns of a square: 8, or 4 where vectors have no more lanes. */
  static final int SIZE = Math.min(8, Lanes.LENGTH);

  /** A row of a square. */
  static final VectorSpecies<Float> ROW =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SIZE * Float.SIZE));

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int OFFSET_MASK = 0xfffffff; // any offset into scratch, far below overflow
  private static final VectorShuffle<Float> BY_1 = fromOp(ROW, lane -> lane ^ 1);
  private static final VectorShuffle<Float> BY_2 = fromOp(ROW, lane -> lane ^ 2);
  private static final VectorShuffle<Float> BY_4 = fromOp(ROW, lane -> (lane ^ 4) % SIZE);
  private static final VectorMask<Float> WITH_1 = lanesWith(1);
  private static final VectorMask<Float> WITH_2 = lanesWith(2);
  private static final VectorMask<Float> WITH_4 = lanesWith(4);

  private Transposer() {}

  /**
   * target[t + p·ldt + i] ← source[i, p] for SIZE rows i and {@code n} columns p, n a multiple of
   * SIZE. Columns are written one after the other, so with {@code ldt < SIZE} a later one overwrites
   * the end of the one before.
   */
  static void rows(
      int n, MemorySegment source, long offset, int ld, float[] target, int t, int ldt) {
    if (SIZE == 8) {
      rows8(n, source, offset, ld, target, t, ldt);
    } else {
      rows4(n, source, offset, ld, target, t, ldt);
    }
  }

  /** target[t + p·ldt + i] ← source[s + i·lds + p]: one square between arrays. */
  static void square(float[] source, int s, int lds, float[] target, int t, int ldt) {
    if (SIZE == 8) {
      square8(source, s, lds, target, t, ldt);
    } else {
      square4(source, s, lds, target, t, ldt);
    }
  }

  /** A row of a square from memory. */
  static FloatVector load(MemorySegment source, long index) {
    return FloatVector.fromMemorySegment(ROW, source, Float.BYTES * index, ORDER);
  }

  /** A row of a square from an array to memory. */
  static void store(float[] source, int s, MemorySegment target, long index) {
    FloatVector.fromArray(ROW, source, s).intoMemorySegment(target, Float.BYTES * index, ORDER);
  }

  private static void rows8(
      int n, MemorySegment source, long offset, int ld, float[] target, int t, int ldt) {
    t &= OFFSET_MASK;
    long bytes = (long) Float.BYTES * n;
    long step = (long) Float.BYTES * ld;
    long start = Float.BYTES * offset;
    MemorySegment s0 = source.asSlice(start, bytes);
    MemorySegment s1 = source.asSlice(start + step, bytes);
    MemorySegment s2 = source.asSlice(start + 2 * step, bytes);
    MemorySegment s3 = source.asSlice(start + 3 * step, bytes);
    MemorySegment s4 = source.asSlice(start + 4 * step, bytes);
    MemorySegment s5 = source.asSlice(start + 5 * step, bytes);
    MemorySegment s6 = source.asSlice(start + 6 * step, bytes);
    MemorySegment s7 = source.asSlice(start + 7 * step, bytes);
    for (int p = 0; p < n; p += 8) {
      int at = t + p * ldt;
      FloatVector r0 = FloatVector.fromMemorySegment(ROW, s0, 4L * p, ORDER);
      FloatVector r1 = FloatVector.fromMemorySegment(ROW, s1, 4L * p, ORDER);
      FloatVector r2 = FloatVector.fromMemorySegment(ROW, s2, 4L * p, ORDER);
      FloatVector r3 = FloatVector.fromMemorySegment(ROW, s3, 4L * p, ORDER);
      FloatVector r4 = FloatVector.fromMemorySegment(ROW, s4, 4L * p, ORDER);
      FloatVector r5 = FloatVector.fromMemorySegment(ROW, s5, 4L * p, ORDER);
      FloatVector r6 = FloatVector.fromMemorySegment(ROW, s6, 4L * p, ORDER);
      FloatVector r7 = FloatVector.fromMemorySegment(ROW, s7, 4L * p, ORDER);
      FloatVector x;
      x = r0.rearrange(BY_4);
      r0 = r0.blend(r4.rearrange(BY_4), WITH_4);
      r4 = x.blend(r4, WITH_4);
      x = r1.rearrange(BY_4);
      r1 = r1.blend(r5.rearrange(BY_4), WITH_4);
      r5 = x.blend(r5, WITH_4);
      x = r2.rearrange(BY_4);
      r2 = r2.blend(r6.rearrange(BY_4), WITH_4);
      r6 = x.blend(r6, WITH_4);
      x = r3.rearrange(BY_4);
      r3 = r3.blend(r7.rearrange(BY_4), WITH_4);
      r7 = x.blend(r7, WITH_4);
      x = r0.rearrange(BY_2);
      r0 = r0.blend(r2.rearrange(BY_2), WITH_2);
      r2 = x.blend(r2, WITH_2);
      x = r1.rearrange(BY_2);
      r1 = r1.blend(r3.rearrange(BY_2), WITH_2);
      r3 = x.blend(r3, WITH_2);
      x = r4.rearrange(BY_2);
      r4 = r4.blend(r6.rearrange(BY_2), WITH_2);
      r6 = x.blend(r6, WITH_2);
      x = r5.rearrange(BY_2);
      r5 = r5.blend(r7.rearrange(BY_2), WITH_2);
      r7 = x.blend(r7, WITH_2);
      x = r0.rearrange(BY_1);
      r0 = r0.blend(r1.rearrange(BY_1), WITH_1);
      r1 = x.blend(r1, WITH_1);
      x = r2.rearrange(BY_1);
      r2 = r2.blend(r3.rearrange(BY_1), WITH_1);
      r3 = x.blend(r3, WITH_1);
      x = r4.rearrange(BY_1);
      r4 = r4.blend(r5.rearrange(BY_1), WITH_1);
      r5 = x.blend(r5, WITH_1);
      x = r6.rearrange(BY_1);
      r6 = r6.blend(r7.rearrange(BY_1), WITH_1);
      r7 = x.blend(r7, WITH_1);
      r0.intoArray(target, at);
      r1.intoArray(target, at + ldt);
      r2.intoArray(target, at + 2 * ldt);
      r3.intoArray(target, at + 3 * ldt);
      r4.intoArray(target, at + 4 * ldt);
      r5.intoArray(target, at + 5 * ldt);
      r6.intoArray(target, at + 6 * ldt);
      r7.intoArray(target, at + 7 * ldt);
    }
  }

  private static void square8(float[] source, int s, int lds, float[] target, int t, int ldt) {
    FloatVector r0 = FloatVector.fromArray(ROW, source, s);
    FloatVector r1 = FloatVector.fromArray(ROW, source, s + lds);
    FloatVector r2 = FloatVector.fromArray(ROW, source, s + 2 * lds);
    FloatVector r3 = FloatVector.fromArray(ROW, source, s + 3 * lds);
    FloatVector r4 = FloatVector.fromArray(ROW, source, s + 4 * lds);
    FloatVector r5 = FloatVector.fromArray(ROW, source, s + 5 * lds);
    FloatVector r6 = FloatVector.fromArray(ROW, source, s + 6 * lds);
    FloatVector r7 = FloatVector.fromArray(ROW, source, s + 7 * lds);
    FloatVector x;
    x = r0.rearrange(BY_4);
    r0 = r0.blend(r4.rearrange(BY_4), WITH_4);
    r4 = x.blend(r4, WITH_4);
    x = r1.rearrange(BY_4);
    r1 = r1.blend(r5.rearrange(BY_4), WITH_4);
    r5 = x.blend(r5, WITH_4);
    x = r2.rearrange(BY_4);
    r2 = r2.blend(r6.rearrange(BY_4), WITH_4);
    r6 = x.blend(r6, WITH_4);
    x = r3.rearrange(BY_4);
    r3 = r3.blend(r7.rearrange(BY_4), WITH_4);
    r7 = x.blend(r7, WITH_4);
    x = r0.rearrange(BY_2);
    r0 = r0.blend(r2.rearrange(BY_2), WITH_2);
    r2 = x.blend(r2, WITH_2);
    x = r1.rearrange(BY_2);
    r1 = r1.blend(r3.rearrange(BY_2), WITH_2);
    r3 = x.blend(r3, WITH_2);
    x = r4.rearrange(BY_2);
    r4 = r4.blend(r6.rearrange(BY_2), WITH_2);
    r6 = x.blend(r6, WITH_2);
    x = r5.rearrange(BY_2);
    r5 = r5.blend(r7.rearrange(BY_2), WITH_2);
    r7 = x.blend(r7, WITH_2);
    x = r0.rearrange(BY_1);
    r0 = r0.blend(r1.rearrange(BY_1), WITH_1);
    r1 = x.blend(r1, WITH_1);
    x = r2.rearrange(BY_1);
    r2 = r2.blend(r3.rearrange(BY_1), WITH_1);
    r3 = x.blend(r3, WITH_1);
    x = r4.rearrange(BY_1);
    r4 = r4.blend(r5.rearrange(BY_1), WITH_1);
    r5 = x.blend(r5, WITH_1);
    x = r6.rearrange(BY_1);
    r6 = r6.blend(r7.rearrange(BY_1), WITH_1);
    r7 = x.blend(r7, WITH_1);
    r0.intoArray(target, t);
    r1.intoArray(target, t + ldt);
    r2.intoArray(target, t + 2 * ldt);
    r3.intoArray(target, t + 3 * ldt);
    r4.intoArray(target, t + 4 * ldt);
    r5.intoArray(target, t + 5 * ldt);
    r6.intoArray(target, t + 6 * ldt);
    r7.intoArray(target, t + 7 * ldt);
  }

  private static void rows4(
      int n, MemorySegment source, long offset, int ld, float[] target, int t, int ldt) {
    t &= OFFSET_MASK;
    long bytes = (long) Float.BYTES * n;
    long step = (long) Float.BYTES * ld;
    long start = Float.BYTES * offset;
    MemorySegment s0 = source.asSlice(start, bytes);
    MemorySegment s1 = source.asSlice(start + step, bytes);
    MemorySegment s2 = source.asSlice(start + 2 * step, bytes);
    MemorySegment s3 = source.asSlice(start + 3 * step, bytes);
    for (int p = 0; p < n; p += 4) {
      int at = t + p * ldt;
      FloatVector r0 = FloatVector.fromMemorySegment(ROW, s0, 4L * p, ORDER);
      FloatVector r1 = FloatVector.fromMemorySegment(ROW, s1, 4L * p, ORDER);
      FloatVector r2 = FloatVector.fromMemorySegment(ROW, s2, 4L * p, ORDER);
      FloatVector r3 = FloatVector.fromMemorySegment(ROW, s3, 4L * p, ORDER);
      FloatVector x;
      x = r0.rearrange(BY_2);
      r0 = r0.blend(r2.rearrange(BY_2), WITH_2);
      r2 = x.blend(r2, WITH_2);
      x = r1.rearrange(BY_2);
      r1 = r1.blend(r3.rearrange(BY_2), WITH_2);
      r3 = x.blend(r3, WITH_2);
      x = r0.rearrange(BY_1);
      r0 = r0.blend(r1.rearrange(BY_1), WITH_1);
      r1 = x.blend(r1, WITH_1);
      x = r2.rearrange(BY_1);
      r2 = r2.blend(r3.rearrange(BY_1), WITH_1);
      r3 = x.blend(r3, WITH_1);
      r0.intoArray(target, at);
      r1.intoArray(target, at + ldt);
      r2.intoArray(target, at + 2 * ldt);
      r3.intoArray(target, at + 3 * ldt);
    }
  }

  private static void square4(float[] source, int s, int lds, float[] target, int t, int ldt) {
    FloatVector r0 = FloatVector.fromArray(ROW, source, s);
    FloatVector r1 = FloatVector.fromArray(ROW, source, s + lds);
    FloatVector r2 = FloatVector.fromArray(ROW, source, s + 2 * lds);
    FloatVector r3 = FloatVector.fromArray(ROW, source, s + 3 * lds);
    FloatVector x;
    x = r0.rearrange(BY_2);
    r0 = r0.blend(r2.rearrange(BY_2), WITH_2);
    r2 = x.blend(r2, WITH_2);
    x = r1.rearrange(BY_2);
    r1 = r1.blend(r3.rearrange(BY_2), WITH_2);
    r3 = x.blend(r3, WITH_2);
    x = r0.rearrange(BY_1);
    r0 = r0.blend(r1.rearrange(BY_1), WITH_1);
    r1 = x.blend(r1, WITH_1);
    x = r2.rearrange(BY_1);
    r2 = r2.blend(r3.rearrange(BY_1), WITH_1);
    r3 = x.blend(r3, WITH_1);
    r0.intoArray(target, t);
    r1.intoArray(target, t + ldt);
    r2.intoArray(target, t + 2 * ldt);
    r3.intoArray(target, t + 3 * ldt);
  }

  private static VectorMask<Float> lanesWith(int bit) {
    boolean[] lanes = new boolean[SIZE];
    for (int i = 0; i < SIZE; i++) {
      lanes[i] = (i & bit) != 0;
    }
    return VectorMask.fromArray(ROW, lanes, 0);
  }
}
