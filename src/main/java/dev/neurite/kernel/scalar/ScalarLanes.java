package dev.neurite.kernel.scalar;

import java.util.Arrays;

/** 64 lanes: element i is added to lane i mod 64, then the lanes are halved. */
final class ScalarLanes {
  private static final int LANES = 64;

  private final float[] lanes = new float[LANES];
  private int next;

  /** Starts again from +0. */
  void clear() {
    Arrays.fill(lanes, 0);
    next = 0;
  }

  /** The next element: lane ← lane + x. */
  void add(float x) {
    lanes[next] += x;
    next = (next + 1) % LANES;
  }

  /** The next element of a dot product: lane ← fma(x, y, lane). */
  void addProduct(float x, float y) {
    lanes[next] = Math.fma(x, y, lanes[next]);
    next = (next + 1) % LANES;
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
}
