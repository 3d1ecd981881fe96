package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Sums in 64 lanes: element i goes to lane i mod 64, then the lanes are halved.
 *
 * <p>The 64 lanes are taken in groups of four vectors, which hide the latency of fma: one group at
 * 512 bits, two at 256, four at 128, each a pass of its own over the operands. What is left beyond
 * the last whole 64 elements goes to its lane one by one.
 */
final class Sums {
  private static final int LANES = 64;
  private static final int GROUP = 4 * LENGTH;

  private final float[] lanes = new float[LANES];

  /** Σ xᵢ·yᵢ, as {@link dev.neurite.kernel.Reductions#dot}. */
  float dot(int n, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    int body = n - n % LANES;
    for (int first = 0; first < LANES; first += GROUP) {
      dotGroup(body, x, xOffset + first, y, yOffset + first, lanes, first);
    }
    for (int i = body; i < n; i++) { // tail
      int lane = i - body;
      lanes[lane] = Math.fma(at(x, xOffset + i), at(y, yOffset + i), lanes[lane]);
    }
    return halve(lanes);
  }

  /** Σ xᵢ, as {@link dev.neurite.kernel.Reductions#sum}. */
  float sum(int n, MemorySegment x, long xOffset) {
    int body = n - n % LANES;
    for (int first = 0; first < LANES; first += GROUP) {
      sumGroup(body, x, xOffset + first, lanes, first);
    }
    for (int i = body; i < n; i++) { // tail
      lanes[i - body] += at(x, xOffset + i);
    }
    return halve(lanes);
  }

  private static void dotGroup(
      int n, MemorySegment x, long xOffset, MemorySegment y, long yOffset, float[] to, int first) {
    FloatVector s0 = FloatVector.zero(Lanes.F32);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int i = 0; i < n; i += LANES) {
      long xi = xOffset + i;
      long yi = yOffset + i;
      s0 = load(x, xi).fma(load(y, yi), s0);
      s1 = load(x, xi + LENGTH).fma(load(y, yi + LENGTH), s1);
      s2 = load(x, xi + 2 * LENGTH).fma(load(y, yi + 2 * LENGTH), s2);
      s3 = load(x, xi + 3 * LENGTH).fma(load(y, yi + 3 * LENGTH), s3);
    }
    Lanes.store(s0, to, first);
    Lanes.store(s1, to, first + LENGTH);
    Lanes.store(s2, to, first + 2 * LENGTH);
    Lanes.store(s3, to, first + 3 * LENGTH);
  }

  private static void sumGroup(int n, MemorySegment x, long xOffset, float[] to, int first) {
    FloatVector s0 = FloatVector.zero(Lanes.F32);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int i = 0; i < n; i += LANES) {
      long xi = xOffset + i;
      s0 = s0.add(load(x, xi));
      s1 = s1.add(load(x, xi + LENGTH));
      s2 = s2.add(load(x, xi + 2 * LENGTH));
      s3 = s3.add(load(x, xi + 3 * LENGTH));
    }
    Lanes.store(s0, to, first);
    Lanes.store(s1, to, first + LENGTH);
    Lanes.store(s2, to, first + 2 * LENGTH);
    Lanes.store(s3, to, first + 3 * LENGTH);
  }

  /** Lane j += lane j + 32, then 16, 8, 4, 2, 1. */
  private static float halve(float[] lanes) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] += lanes[j + half];
      }
    }
    return lanes[0];
  }

  private static float at(MemorySegment segment, long index) {
    return segment.getAtIndex(JAVA_FLOAT, index);
  }
}
