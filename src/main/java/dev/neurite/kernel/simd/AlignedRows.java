package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Blocking.NR;
import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
 */
final class AlignedRows {
  /** Outputs of a block. */
  static final int WIDTH = 4 * NR;

  private static final long MOST = 1 << 18; // floats: 1 MiB

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

  /** A block that starts at output {@code first}: sums ← W·x + from. */
  static void block(int in, float[] x, MemorySegment w, float[] from, float[] sums, int first) {
    long start = (long) first * in;
    FloatVector c0 = load(from, first);
    FloatVector c1 = load(from, first + LENGTH);
    FloatVector c2 = load(from, first + 2 * LENGTH);
    FloatVector c3 = load(from, first + 3 * LENGTH);
    FloatVector c4 = load(from, first + 4 * LENGTH);
    FloatVector c5 = load(from, first + 5 * LENGTH);
    FloatVector c6 = load(from, first + 6 * LENGTH);
    FloatVector c7 = load(from, first + 7 * LENGTH);
    for (int p = 0; p < in; p++) {
      long q = start + p * (long) WIDTH;
      FloatVector v = FloatVector.broadcast(F32, x[p]);
      c0 = v.fma(load(w, q), c0);
      c1 = v.fma(load(w, q + LENGTH), c1);
      c2 = v.fma(load(w, q + 2 * LENGTH), c2);
      c3 = v.fma(load(w, q + 3 * LENGTH), c3);
      c4 = v.fma(load(w, q + 4 * LENGTH), c4);
      c5 = v.fma(load(w, q + 5 * LENGTH), c5);
      c6 = v.fma(load(w, q + 6 * LENGTH), c6);
      c7 = v.fma(load(w, q + 7 * LENGTH), c7);
    }
    store(c0, sums, first);
    store(c1, sums, first + LENGTH);
    store(c2, sums, first + 2 * LENGTH);
    store(c3, sums, first + 3 * LENGTH);
    store(c4, sums, first + 4 * LENGTH);
    store(c5, sums, first + 5 * LENGTH);
    store(c6, sums, first + 6 * LENGTH);
    store(c7, sums, first + 7 * LENGTH);
  }
}
