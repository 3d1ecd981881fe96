package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.load;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * 64 lanes: element i is added to lane i mod 64, then the lanes are halved.
 *
 * <p>A rest of fewer than 64 elements is padded with +0. That changes no bit: a lane starts from
 * +0, so it is never −0, and adding +0 to anything else leaves it as it is.
 */
final class SimdLanes64 {
  private static final int LANES = 64;

  private final float[] lanes = new float[LANES];
  private final MemorySegment rest = Arena.ofAuto().allocate(4L * LANES, 64);
  private final MemorySegment otherRest = Arena.ofAuto().allocate(4L * LANES, 64);

  /** Starts again from +0. */
  void clear() {
    Arrays.fill(lanes, 0);
  }

  /** Adds n elements, of which the first belongs to lane 0. */
  void add(int n, MemorySegment x, long xOffset) {
    int body = n & -LANES;
    for (int i = 0; i < body; i += LANES) {
      addBlock(x, xOffset + i);
    }
    if (body < n) {
      pad(rest, x, xOffset + body, n - body);
      addBlock(rest, 0);
    }
  }

  /** Adds the products of n pairs, of which the first belongs to lane 0. */
  void addProducts(int n, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    int body = n & -LANES;
    for (int i = 0; i < body; i += LANES) {
      addProductsOfBlock(x, xOffset + i, y, yOffset + i);
    }
    if (body < n) {
      pad(rest, x, xOffset + body, n - body);
      pad(otherRest, y, yOffset + body, n - body);
      addProductsOfBlock(rest, 0, otherRest, 0);
    }
  }

  /** The lanes halved: lane j += lane j + 32, 16, 8, 4, 2, 1. Ends the sum. */
  float sum() {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] += lanes[j + half];
      }
    }
    return lanes[0];
  }

  private void addBlock(MemorySegment x, long offset) {
    for (int j = 0; j < LANES; j += Lanes.LENGTH) {
      load(lanes, j).add(load(x, offset + j)).intoArray(lanes, j);
    }
  }

  private void addProductsOfBlock(MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int j = 0; j < LANES; j += Lanes.LENGTH) {
      load(x, xOffset + j).fma(load(y, yOffset + j), load(lanes, j)).intoArray(lanes, j);
    }
  }

  private static void pad(MemorySegment rest, MemorySegment x, long offset, int count) {
    rest.fill((byte) 0);
    MemorySegment.copy(x, 4 * offset, rest, 0, 4L * count);
  }
}
