package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Blocking.NR;
import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.PINNED;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.LE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * One row through weights in aligned memory, eight vectors of outputs at a time: [blocks][in][8
 * vectors].
 *
 * <p>Arrays lie where the collector puts them, and from most places every load of 64 bytes crosses
 * a cache line. A row through 64 → 128 then took 226 to 361 ns, otherwise from start to start; here
 * it takes 190 in all of them (AMD Zen 4, 512 bits, JDK 25). So layers that fit into an L2 have
 * this copy beside their panels, which batches read; larger ones wait for L3, whatever their
 * alignment.
 *
 * <p>The place of the weights is masked in each step, so that C2 can't tell how far the loop will
 * go. Otherwise it takes the checks of bounds out of the loop, where they cost nothing beside eight
 * fma, and puts 200 instructions in front of it: 210 ns a row instead of 188.
 */
final class AlignedRows {
  /** Outputs of a block. */
  static final int WIDTH = 4 * NR;

  private static final int MOST = 1 << 18; // floats: 1 MiB
  private static final int PLACES = 8 * MOST - 1; // of bytes: all of them, and no index overflows
  private static final long VECTOR = Float.BYTES * LENGTH; // bytes
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private AlignedRows() {}

  /** Memory for the whole blocks of a layer, or null if it isn't worth it. */
  static MemorySegment allocate(int in, int out) {
    long length = (long) (out / WIDTH) * in * WIDTH;
    boolean worth = 0 < length && length <= MOST;
    return worth ? Arena.ofAuto().allocate(Float.BYTES * length, 64) : null;
  }

  /** Takes the whole blocks out of panels of [k][NR]. */
  static void fill(int in, int out, float[] panels, MemorySegment aligned) {
    for (int j = 0; j < out / WIDTH * WIDTH; j += NR) {
      long to = (long) (j - j % WIDTH) * in + j % WIDTH;
      for (int p = 0; p < in; p++) {
        long target = Float.BYTES * (to + (long) p * WIDTH);
        MemorySegment.copy(panels, j * in + p * NR, aligned, ValueLayout.JAVA_FLOAT, target, NR);
      }
    }
  }

  /**
   * A block that starts at output {@code first}: sums ← W·x + from, or max(0, ·) of that; x from
   * {@code start} on.
   */
  static void block(
      int in,
      float[] x,
      int start,
      MemorySegment w,
      float[] from,
      boolean relu,
      float[] sums,
      int first) {
    w = Lanes.pinned(w);
    start &= RowPanels.MASK;
    int q = Float.BYTES * first * in;
    FloatVector c0 = fromArray(F32, from, first);
    FloatVector c1 = fromArray(F32, from, first + LENGTH);
    FloatVector c2 = fromArray(F32, from, first + 2 * LENGTH);
    FloatVector c3 = fromArray(F32, from, first + 3 * LENGTH);
    FloatVector c4 = fromArray(F32, from, first + 4 * LENGTH);
    FloatVector c5 = fromArray(F32, from, first + 5 * LENGTH);
    FloatVector c6 = fromArray(F32, from, first + 6 * LENGTH);
    FloatVector c7 = fromArray(F32, from, first + 7 * LENGTH);
    for (int p = 0; p < in; p++) {
      q &= PLACES;
      FloatVector v = FloatVector.broadcast(F32, x[start + p]);
      c0 = v.fma(fromMemorySegment(F32, w, q, ORDER), c0);
      c1 = v.fma(fromMemorySegment(F32, w, q + VECTOR, ORDER), c1);
      c2 = v.fma(fromMemorySegment(F32, w, q + 2 * VECTOR, ORDER), c2);
      c3 = v.fma(fromMemorySegment(F32, w, q + 3 * VECTOR, ORDER), c3);
      c4 = v.fma(fromMemorySegment(F32, w, q + 4 * VECTOR, ORDER), c4);
      c5 = v.fma(fromMemorySegment(F32, w, q + 5 * VECTOR, ORDER), c5);
      c6 = v.fma(fromMemorySegment(F32, w, q + 6 * VECTOR, ORDER), c6);
      c7 = v.fma(fromMemorySegment(F32, w, q + 7 * VECTOR, ORDER), c7);
      q += Float.BYTES * WIDTH;
    }
    if (relu) {
      c0 = PINNED.cast(c0);
      c0 = c0.blend(0, c0.compare(LE, 0));
      c1 = PINNED.cast(c1);
      c1 = c1.blend(0, c1.compare(LE, 0));
      c2 = PINNED.cast(c2);
      c2 = c2.blend(0, c2.compare(LE, 0));
      c3 = PINNED.cast(c3);
      c3 = c3.blend(0, c3.compare(LE, 0));
      c4 = PINNED.cast(c4);
      c4 = c4.blend(0, c4.compare(LE, 0));
      c5 = PINNED.cast(c5);
      c5 = c5.blend(0, c5.compare(LE, 0));
      c6 = PINNED.cast(c6);
      c6 = c6.blend(0, c6.compare(LE, 0));
      c7 = PINNED.cast(c7);
      c7 = c7.blend(0, c7.compare(LE, 0));
    }
    PINNED.cast(c0).intoArray(sums, first);
    PINNED.cast(c1).intoArray(sums, first + LENGTH);
    PINNED.cast(c2).intoArray(sums, first + 2 * LENGTH);
    PINNED.cast(c3).intoArray(sums, first + 3 * LENGTH);
    PINNED.cast(c4).intoArray(sums, first + 4 * LENGTH);
    PINNED.cast(c5).intoArray(sums, first + 5 * LENGTH);
    PINNED.cast(c6).intoArray(sums, first + 6 * LENGTH);
    PINNED.cast(c7).intoArray(sums, first + 7 * LENGTH);
  }
}
