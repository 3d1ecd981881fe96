package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Exchanges.FIRST_1;
import static dev.neurite.kernel.simd.Exchanges.FIRST_2;
import static dev.neurite.kernel.simd.Exchanges.FIRST_4;
import static dev.neurite.kernel.simd.Exchanges.FIRST_8;
import static dev.neurite.kernel.simd.Exchanges.SECOND_1;
import static dev.neurite.kernel.simd.Exchanges.SECOND_2;
import static dev.neurite.kernel.simd.Exchanges.SECOND_4;
import static dev.neurite.kernel.simd.Exchanges.SECOND_8;
import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.PINNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sixteen rows through a layer of 5 to 16 outputs that is not packed, in the order of four chains,
 * at 512 bits.
 *
 * <p>A vector has the four chains of four rows, a quarter for each row: four steps of four rows
 * times four steps of an output, in each quarter the same, advance all of them. So neither operand
 * is transposed but in blocks of four steps, half the exchanges of single elements, one broadcast
 * serves four fma, and no lane is surplus: with outputs in lanes 10 of 16 worked. The chains of
 * five outputs and sixteen rows fill 20 registers.
 */
final class ChainsInLanes {
  /** Rows that advance together. */
  static final int ROWS = 16;

  /** Floats behind the weights that are read, and multiplied with nothing. */
  static final int SLACK = LENGTH - 4;

  /** True if vectors have four chains of four rows. */
  static final boolean SERVES = LENGTH == ROWS;

  private static final int OUTPUTS = 5; // of a tile
  private static final int MASK = 0x3ffffff; // beyond any offset here: no index overflows
  private static final long PLACES = Long.MAX_VALUE >> 1; // of bytes: all of them
  private static final long VECTOR = 4L * LENGTH; // bytes
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final VectorShuffle<Float> FIRST_QUARTER = VectorShuffle.fromOp(F32, l -> l & 3);

  private MemorySegment blocks = MemorySegment.NULL;
  private final MemorySegment rest = Arena.ofAuto().allocate(4L * ROWS * LENGTH, 64);
  private final MemorySegment chains = Arena.ofAuto().allocate(FewOutputs.WIDTH * 4 * VECTOR, 64);

  /**
   * sums ← X·Wᵀ + b, rows of {@code out} without gaps.
   *
   * @param steps {@code in} rounded up to four chains
   * @param w [out, steps], the surplus −0
   */
  void run(
      int in,
      int steps,
      int out,
      MemorySegment x,
      long xOffset,
      int ldx,
      float[] w,
      float[] bias,
      float[] sums) {
    reserve(Blocking.padded(in, LENGTH) * VECTOR);
    arrange(in, x, xOffset, ldx, blocks);
    for (int tile = 0; tile < out; tile += OUTPUTS) {
      int j = Math.min(tile, out - OUTPUTS);
      fiveOutputs(steps, blocks, w, j * steps, chains, j * 4 * VECTOR);
    }
    for (int r = 0; r < ROWS; r += 4) {
      add(chains, r / 4 * VECTOR, bias, sums, r * out, out);
    }
  }

  private void reserve(long bytes) {
    if (blocks.byteSize() < bytes) {
      blocks = Arena.ofAuto().allocate(bytes, 64);
    }
  }

  /** X as [steps / 4][row][4]. What is missing in the last blocks is 0. */
  private void arrange(int in, MemorySegment x, long xOffset, int ldx, MemorySegment xs) {
    int body = in & -LENGTH;
    if (body > 0) {
      blocks(body, x, xOffset, ldx, xs, 0);
    }
    if (body < in) {
      rest.fill((byte) 0);
      long bytes = 4L * (in - body);
      for (int r = 0; r < ROWS; r++) {
        long from = 4 * (xOffset + (long) r * ldx + body);
        MemorySegment.copy(x, from, rest, 4L * r * LENGTH, bytes);
      }
      blocks(LENGTH, rest, 0, LENGTH, xs, body * VECTOR);
    }
  }

  /** Four rows of n elements, whole vectors of them, in blocks of four. */
  private static void blocks(
      int n, MemorySegment source, long offset, int ld, MemorySegment x, long to) {
    source = Lanes.pinned(source);
    x = Lanes.pinned(x);
    long start = 4 * offset;
    long step = 4L * ld;
    for (int r = 0; r < ROWS; r += 4) {
      long q0 = start + r * step;
      long at = to + r / 4 * VECTOR;
      for (int p = 0; p < n; p += LENGTH) {
        q0 &= PLACES;
        at &= PLACES;
        FloatVector r0 = FloatVector.fromMemorySegment(F32, source, q0, ORDER);
        FloatVector r1 = FloatVector.fromMemorySegment(F32, source, q0 + step, ORDER);
        FloatVector r2 = FloatVector.fromMemorySegment(F32, source, q0 + 2 * step, ORDER);
        FloatVector r3 = FloatVector.fromMemorySegment(F32, source, q0 + 3 * step, ORDER);
        FloatVector t;
        t = r0;
        r0 = FIRST_8.selectFrom(t, r2);
        r2 = SECOND_8.selectFrom(t, r2);
        t = r1;
        r1 = FIRST_8.selectFrom(t, r3);
        r3 = SECOND_8.selectFrom(t, r3);
        t = r0;
        r0 = FIRST_4.selectFrom(t, r1);
        r1 = SECOND_4.selectFrom(t, r1);
        t = r2;
        r2 = FIRST_4.selectFrom(t, r3);
        r3 = SECOND_4.selectFrom(t, r3);
        r0.intoMemorySegment(x, at, ORDER);
        r1.intoMemorySegment(x, at + 4 * VECTOR, ORDER);
        r2.intoMemorySegment(x, at + 8 * VECTOR, ORDER);
        r3.intoMemorySegment(x, at + 12 * VECTOR, ORDER);
        at += ROWS * VECTOR;
        q0 += 4L * LENGTH;
      }
    }
  }

  /** All chains of five outputs, whose weights lie from {@code start} on. */
  private static void fiveOutputs(
      int steps, MemorySegment x, float[] w, int start, MemorySegment chains, long to) {
    x = Lanes.pinned(x);
    chains = Lanes.pinned(chains);
    start &= MASK;
    steps &= MASK;
    FloatVector a0 = FloatVector.zero(F32);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector c2 = a0;
    FloatVector c3 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    FloatVector d2 = a0;
    FloatVector d3 = a0;
    FloatVector e0 = a0;
    FloatVector e1 = a0;
    FloatVector e2 = a0;
    FloatVector e3 = a0;
    long q = 0;
    for (int p = 0; p < steps; p += 4) {
      q &= PLACES;
      FloatVector x0 = FloatVector.fromMemorySegment(F32, x, q, ORDER);
      FloatVector x1 = FloatVector.fromMemorySegment(F32, x, q + VECTOR, ORDER);
      FloatVector x2 = FloatVector.fromMemorySegment(F32, x, q + 2 * VECTOR, ORDER);
      FloatVector x3 = FloatVector.fromMemorySegment(F32, x, q + 3 * VECTOR, ORDER);
      int s = start + p;
      FloatVector v = FloatVector.fromArray(F32, w, s).rearrange(FIRST_QUARTER);
      a0 = v.fma(x0, a0);
      a1 = v.fma(x1, a1);
      a2 = v.fma(x2, a2);
      a3 = v.fma(x3, a3);
      s += steps;
      v = FloatVector.fromArray(F32, w, s).rearrange(FIRST_QUARTER);
      b0 = v.fma(x0, b0);
      b1 = v.fma(x1, b1);
      b2 = v.fma(x2, b2);
      b3 = v.fma(x3, b3);
      s += steps;
      v = FloatVector.fromArray(F32, w, s).rearrange(FIRST_QUARTER);
      c0 = v.fma(x0, c0);
      c1 = v.fma(x1, c1);
      c2 = v.fma(x2, c2);
      c3 = v.fma(x3, c3);
      s += steps;
      v = FloatVector.fromArray(F32, w, s).rearrange(FIRST_QUARTER);
      d0 = v.fma(x0, d0);
      d1 = v.fma(x1, d1);
      d2 = v.fma(x2, d2);
      d3 = v.fma(x3, d3);
      s += steps;
      v = FloatVector.fromArray(F32, w, s).rearrange(FIRST_QUARTER);
      e0 = v.fma(x0, e0);
      e1 = v.fma(x1, e1);
      e2 = v.fma(x2, e2);
      e3 = v.fma(x3, e3);
      q += 4 * VECTOR;
    }
    PINNED.cast(a0).intoMemorySegment(chains, to, ORDER);
    PINNED.cast(a1).intoMemorySegment(chains, to + VECTOR, ORDER);
    PINNED.cast(a2).intoMemorySegment(chains, to + 2 * VECTOR, ORDER);
    PINNED.cast(a3).intoMemorySegment(chains, to + 3 * VECTOR, ORDER);
    PINNED.cast(b0).intoMemorySegment(chains, to + 4 * VECTOR, ORDER);
    PINNED.cast(b1).intoMemorySegment(chains, to + 5 * VECTOR, ORDER);
    PINNED.cast(b2).intoMemorySegment(chains, to + 6 * VECTOR, ORDER);
    PINNED.cast(b3).intoMemorySegment(chains, to + 7 * VECTOR, ORDER);
    PINNED.cast(c0).intoMemorySegment(chains, to + 8 * VECTOR, ORDER);
    PINNED.cast(c1).intoMemorySegment(chains, to + 9 * VECTOR, ORDER);
    PINNED.cast(c2).intoMemorySegment(chains, to + 10 * VECTOR, ORDER);
    PINNED.cast(c3).intoMemorySegment(chains, to + 11 * VECTOR, ORDER);
    PINNED.cast(d0).intoMemorySegment(chains, to + 12 * VECTOR, ORDER);
    PINNED.cast(d1).intoMemorySegment(chains, to + 13 * VECTOR, ORDER);
    PINNED.cast(d2).intoMemorySegment(chains, to + 14 * VECTOR, ORDER);
    PINNED.cast(d3).intoMemorySegment(chains, to + 15 * VECTOR, ORDER);
    PINNED.cast(e0).intoMemorySegment(chains, to + 16 * VECTOR, ORDER);
    PINNED.cast(e1).intoMemorySegment(chains, to + 17 * VECTOR, ORDER);
    PINNED.cast(e2).intoMemorySegment(chains, to + 18 * VECTOR, ORDER);
    PINNED.cast(e3).intoMemorySegment(chains, to + 19 * VECTOR, ORDER);
  }

  /** Four rows of outputs: (0 + 1) + (2 + 3) of their chains, and the bias. */
  private static void add(
      MemorySegment chains, long from, float[] bias, float[] sums, int to, int ldt) {
    chains = Lanes.pinned(chains);
    FloatVector b0 = FloatVector.fromArray(F32, bias, 0);
    FloatVector a = FloatVector.fromMemorySegment(F32, chains, from, ORDER);
    FloatVector b = FloatVector.fromMemorySegment(F32, chains, from + 4 * VECTOR, ORDER);
    FloatVector c = FloatVector.fromMemorySegment(F32, chains, from + 2 * 4 * VECTOR, ORDER);
    FloatVector d = FloatVector.fromMemorySegment(F32, chains, from + 3 * 4 * VECTOR, ORDER);
    FloatVector e = FIRST_1.selectFrom(a, b).add(SECOND_1.selectFrom(a, b));
    FloatVector f = FIRST_1.selectFrom(c, d).add(SECOND_1.selectFrom(c, d));
    FloatVector r0 = FIRST_2.selectFrom(e, f).add(SECOND_2.selectFrom(e, f));
    a = FloatVector.fromMemorySegment(F32, chains, from + 4 * 4 * VECTOR, ORDER);
    b = FloatVector.fromMemorySegment(F32, chains, from + 5 * 4 * VECTOR, ORDER);
    c = FloatVector.fromMemorySegment(F32, chains, from + 6 * 4 * VECTOR, ORDER);
    d = FloatVector.fromMemorySegment(F32, chains, from + 7 * 4 * VECTOR, ORDER);
    e = FIRST_1.selectFrom(a, b).add(SECOND_1.selectFrom(a, b));
    f = FIRST_1.selectFrom(c, d).add(SECOND_1.selectFrom(c, d));
    FloatVector r1 = FIRST_2.selectFrom(e, f).add(SECOND_2.selectFrom(e, f));
    a = FloatVector.fromMemorySegment(F32, chains, from + 8 * 4 * VECTOR, ORDER);
    b = FloatVector.fromMemorySegment(F32, chains, from + 9 * 4 * VECTOR, ORDER);
    c = FloatVector.fromMemorySegment(F32, chains, from + 10 * 4 * VECTOR, ORDER);
    d = FloatVector.fromMemorySegment(F32, chains, from + 11 * 4 * VECTOR, ORDER);
    e = FIRST_1.selectFrom(a, b).add(SECOND_1.selectFrom(a, b));
    f = FIRST_1.selectFrom(c, d).add(SECOND_1.selectFrom(c, d));
    FloatVector r2 = FIRST_2.selectFrom(e, f).add(SECOND_2.selectFrom(e, f));
    a = FloatVector.fromMemorySegment(F32, chains, from + 12 * 4 * VECTOR, ORDER);
    b = FloatVector.fromMemorySegment(F32, chains, from + 13 * 4 * VECTOR, ORDER);
    c = FloatVector.fromMemorySegment(F32, chains, from + 14 * 4 * VECTOR, ORDER);
    d = FloatVector.fromMemorySegment(F32, chains, from + 15 * 4 * VECTOR, ORDER);
    e = FIRST_1.selectFrom(a, b).add(SECOND_1.selectFrom(a, b));
    f = FIRST_1.selectFrom(c, d).add(SECOND_1.selectFrom(c, d));
    FloatVector r3 = FIRST_2.selectFrom(e, f).add(SECOND_2.selectFrom(e, f));
    FloatVector t;
    t = r0;
    r0 = FIRST_8.selectFrom(t, r2);
    r2 = SECOND_8.selectFrom(t, r2);
    t = r1;
    r1 = FIRST_8.selectFrom(t, r3);
    r3 = SECOND_8.selectFrom(t, r3);
    t = r0;
    r0 = FIRST_4.selectFrom(t, r1);
    r1 = SECOND_4.selectFrom(t, r1);
    t = r2;
    r2 = FIRST_4.selectFrom(t, r3);
    r3 = SECOND_4.selectFrom(t, r3);
    r0.add(b0).intoArray(sums, to);
    r1.add(b0).intoArray(sums, to + ldt);
    r2.add(b0).intoArray(sums, to + 2 * ldt);
    r3.add(b0).intoArray(sums, to + 3 * ldt);
  }
}
