package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.pinned;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Sums in 64 lanes: element i goes to lane i mod 64, then the lanes are halved.
 *
 * <p>The 64 lanes are taken in groups of four vectors, which hide the latency of fma: one group at
 * 512 bits, two at 256, four at 128, each a pass of its own over the operands. What is left beyond
 * the last whole 64 elements goes to its lanes a vector at a time, and then one by one. It is not
 * padded with zeros, as a lane of products may be −0 (by underflow), which the sum with +0 is not.
 */
final class Sums {
  /** The number of lanes, at every vector width. */
  static final int LANES = 64;

  private static final int GROUP = 4 * LENGTH;
  private static final int FEW = LANES / 2;

  private final Loop products = Loop.of4(Sums::products);
  private final Loop restOfProducts = Loop.of4(Sums::restOfProducts);
  private final Loop group = Loop.of4(Sums::group);
  private final Loop rest = Loop.of(Sums::rest);
  private final Loop halve = Loop.of(Sums::halve);
  private final MemorySegment lanes = Arena.ofAuto().allocate(4L * LANES, 64);
  private final MemorySegment zeros = Arena.ofAuto().allocate(4L * LANES, 64);
  private final float[] few = new float[FEW];

  /** Σ xᵢ·yᵢ, as {@link dev.neurite.kernel.Reductions#dot}. */
  float dot(int n, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    if (n <= FEW) {
      for (int i = 0; i < n; i++) {
        few[i] = Math.fma(at(x, xOffset + i), at(y, yOffset + i), 0) + 0;
      }
      return sumOfFew(n);
    }
    int body = n & -LANES;
    if (body == 0) {
      clear();
    }
    products.run(body, 0, x, xOffset, y, yOffset, zeros, 0, lanes, 0);
    int vectors = n & -LENGTH;
    restOfProducts.run(vectors - body, 0, x, xOffset + body, y, yOffset + body, lanes, 0, lanes, 0);
    for (int i = vectors; i < n; i++) { // tail
      set(i - body, Math.fma(at(x, xOffset + i), at(y, yOffset + i), at(lanes, i - body)));
    }
    return halve();
  }

  /** Σ xᵢ, as {@link dev.neurite.kernel.Reductions#sum}. */
  float sum(int n, MemorySegment x, long xOffset) {
    if (n <= FEW) {
      for (int i = 0; i < n; i++) {
        few[i] = at(x, xOffset + i) + 0;
      }
      return sumOfFew(n);
    }
    if (n < LANES) {
      clear();
    }
    add(n, x, xOffset, zeros);
    return halve();
  }

  /** The sum of n ≤ 32 lanes, without vectors: their calls take longer than the sum. */
  private float sumOfFew(int n) {
    int width = n <= FEW / 2 ? FEW / 2 : FEW;
    Arrays.fill(few, n, width, 0);
    for (int half = width / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        few[j] += few[j + half];
      }
    }
    return few[0];
  }

  /** Starts again from +0. */
  void clear() {
    lanes.fill((byte) 0);
  }

  /** Adds n elements, of which the first belongs to lane 0. */
  void add(int n, MemorySegment x, long xOffset) {
    add(n, x, xOffset, lanes);
  }

  /** Adds to {@code start}, if there are 64 elements or more, which then replace all lanes. */
  private void add(int n, MemorySegment x, long xOffset, MemorySegment start) {
    int body = n & -LANES;
    group.run(body, 0, x, xOffset, x, xOffset, start, 0, lanes, 0);
    int vectors = n & -LENGTH;
    rest.run(vectors - body, 0, x, xOffset + body, lanes, 0);
    for (int i = vectors; i < n; i++) { // tail
      set(i - body, at(lanes, i - body) + at(x, xOffset + i));
    }
  }

  /** Lane j += lane j + 32, then 16, 8, 4, 2, 1. Ends the sum. */
  float halve() {
    halve.run(LANES, 0, lanes, 0, lanes, 0);
    return at(lanes, 0);
  }

  /** to ← from + Σ x·y in 64 lanes, four vectors at a time; n is a multiple of 64. */
  private static void products(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      MemorySegment from,
      long fromOffset,
      MemorySegment to,
      long toOffset) {
    for (int first = 0; first < LANES; first += GROUP) {
      FloatVector s0 = load(from, fromOffset + first);
      FloatVector s1 = load(from, fromOffset + first + LENGTH);
      FloatVector s2 = load(from, fromOffset + first + 2 * LENGTH);
      FloatVector s3 = load(from, fromOffset + first + 3 * LENGTH);
      for (int i = 0; i < n; i += LANES) {
        long xi = xOffset + first + i;
        long yi = yOffset + first + i;
        s0 = load(x, xi).fma(load(y, yi), pinned(s0));
        s1 = load(x, xi + LENGTH).fma(load(y, yi + LENGTH), pinned(s1));
        s2 = load(x, xi + 2 * LENGTH).fma(load(y, yi + 2 * LENGTH), pinned(s2));
        s3 = load(x, xi + 3 * LENGTH).fma(load(y, yi + 3 * LENGTH), pinned(s3));
      }
      Lanes.store(s0, to, toOffset + first);
      Lanes.store(s1, to, toOffset + first + LENGTH);
      Lanes.store(s2, to, toOffset + first + 2 * LENGTH);
      Lanes.store(s3, to, toOffset + first + 3 * LENGTH);
    }
  }

  /** to ← to + x·y, a vector each. */
  private static void restOfProducts(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      MemorySegment to,
      long first,
      MemorySegment unused,
      long unusedOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector lane = load(to, first + i);
      Lanes.store(load(x, xOffset + i).fma(load(y, yOffset + i), lane), to, first + i);
    }
  }

  /** to ← from + Σ x in 64 lanes, four vectors at a time; n is a multiple of 64. */
  private static void group(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment unused,
      long unusedOffset,
      MemorySegment from,
      long fromOffset,
      MemorySegment to,
      long toOffset) {
    for (int first = 0; first < LANES; first += GROUP) {
      FloatVector s0 = load(from, fromOffset + first);
      FloatVector s1 = load(from, fromOffset + first + LENGTH);
      FloatVector s2 = load(from, fromOffset + first + 2 * LENGTH);
      FloatVector s3 = load(from, fromOffset + first + 3 * LENGTH);
      for (int i = 0; i < n; i += LANES) {
        long xi = xOffset + first + i;
        s0 = pinned(s0).add(load(x, xi));
        s1 = pinned(s1).add(load(x, xi + LENGTH));
        s2 = pinned(s2).add(load(x, xi + 2 * LENGTH));
        s3 = pinned(s3).add(load(x, xi + 3 * LENGTH));
      }
      Lanes.store(s0, to, toOffset + first);
      Lanes.store(s1, to, toOffset + first + LENGTH);
      Lanes.store(s2, to, toOffset + first + 2 * LENGTH);
      Lanes.store(s3, to, toOffset + first + 3 * LENGTH);
    }
  }

  /** to ← to + x, a vector each. */
  private static void rest(
      int n, float p, MemorySegment x, long xOffset, MemorySegment to, long first) {
    for (int i = 0; i < n; i += LENGTH) {
      Lanes.store(load(to, first + i).add(load(x, xOffset + i)), to, first + i);
    }
  }

  /** to ← the sum of n = 64 lanes, in every lane of a vector; the lanes are used up. */
  private static void halve(
      int n, float p, MemorySegment lanes, long offset, MemorySegment to, long toOffset) {
    for (int half = n / 2; half >= LENGTH; half /= 2) {
      for (int j = 0; j < half; j += LENGTH) {
        Lanes.store(load(lanes, j).add(load(lanes, j + half)), lanes, j);
      }
    }
    Lanes.store(Halving.sum(load(lanes, 0)), to, toOffset);
  }

  private void set(int lane, float value) {
    lanes.setAtIndex(JAVA_FLOAT, lane, value);
  }

  private static float at(MemorySegment segment, long index) {
    return segment.getAtIndex(JAVA_FLOAT, index);
  }
}
