package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.pinned;
import static dev.neurite.kernel.simd.Lanes.store;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The softmax of one row of more than one vector, in passes: maximum, exponentials, their sum,
 * division.
 *
 * <p>The last vector of a row overlaps the one before, rather than leaving a tail: what lies in
 * both is computed twice, from the same operands. So no pass may overwrite what it reads:
 * exponentials go to scratch, padded with +0 to whole 64 lanes, which changes no sum of them.
 */
final class SimdSoftmax {
  private static final int GROUP = 4 * LENGTH;

  private final Loop maximum = Loop.of(SimdSoftmax::maximum);
  private final Loop maximumOfFew = Loop.of(SimdSoftmax::maximumOfFew);
  private final Loop subtract = Loop.of(SimdSoftmax::subtract);
  private final Loop shiftedExp = Loop.of(SimdSoftmax::shiftedExp);
  private final Loop expAndDivide = Loop.ofPair(SimdSoftmax::expAndDivide);
  private final Loop exp = Loop.of(SimdActivations::exp);
  private final Loop log = Loop.of(SimdActivations::log);
  private final Loop divide = Loop.of(SimdSoftmax::divide);
  private final Loop multiply = Loop.of(SimdSoftmax::multiply);
  private final Sums sums = new Sums();
  private final MemorySegment one = Arena.ofAuto().allocate(4L * LENGTH, 64);
  private MemorySegment row = MemorySegment.NULL;
  private MemorySegment other = MemorySegment.NULL;

  /**
   * As {@link dev.neurite.kernel.Elementwise#softmax}.
   *
   * <p>The exponentials of a row share a loop with the division of the row before: the divider is a
   * unit of its own, which would otherwise work while all others wait.
   */
  void softmax(
      int rows,
      int n,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy) {
    float sum = 0;
    for (int r = 0; r < rows; r++) {
      long xRow = xOffset + (long) r * ldx;
      float max = largest(n, x, xRow);
      if (r == 0) {
        sum = exponentials(n, max, x, xRow);
      } else {
        swap();
        expAndDivide.run(n, max, sum, x, xRow, row, 0, other, 0, y, yOffset + (long) (r - 1) * ldy);
        sum = sum(n);
      }
    }
    divide.run(n, sum, row, 0, y, yOffset + (long) (rows - 1) * ldy);
  }

  private void swap() {
    MemorySegment swapped = row;
    row = other;
    other = swapped;
  }

  /** y ← (x − m) − ln s. y may be x. */
  void log(int n, MemorySegment x, long xRow, MemorySegment y, long yRow) {
    reserve(n);
    subtract.run(n, largest(n, x, xRow), x, xRow, other, 0);
    exp.run(Scratch.vectors(n), 0, other, 0, row, 0);
    subtract.run(n, log(sum(n)), other, 0, y, yRow);
  }

  /** dz ← weight·(softmax(z) − [j = t]). The loss, (m − z_t) + ln s. */
  float crossEntropy(
      int n, MemorySegment z, long zRow, int t, float weight, MemorySegment dz, long dzRow) {
    float max = largest(n, z, zRow);
    float loss = max - z.getAtIndex(JAVA_FLOAT, zRow + t);
    float sum = exponentials(n, max, z, zRow);
    divide.run(n, sum, row, 0, other, 0);
    other.setAtIndex(JAVA_FLOAT, t, other.getAtIndex(JAVA_FLOAT, t) - 1);
    multiply.run(n, weight, other, 0, dz, dzRow);
    return loss + log(sum);
  }

  private float largest(int n, MemorySegment x, long xRow) {
    (n < GROUP ? maximumOfFew : maximum).run(n, 0, x, xRow, one, 0);
    return one.getAtIndex(JAVA_FLOAT, 0);
  }

  /** row ← e^(x − m). Their sum. */
  private float exponentials(int n, float max, MemorySegment x, long xRow) {
    reserve(n);
    shiftedExp.run(n, max, x, xRow, row, 0);
    return sum(n);
  }

  /** The sum of the first n elements of the row. */
  private float sum(int n) {
    int padded = n + Sums.LANES - 1 & -Sums.LANES;
    for (int i = n; i < padded; i++) {
      row.setAtIndex(JAVA_FLOAT, i, 0);
    }
    return sums.sum(padded, row, 0);
  }

  private float log(float sum) {
    one.setAtIndex(JAVA_FLOAT, 0, sum);
    log.run(LENGTH, 0, one, 0, one, 0);
    return one.getAtIndex(JAVA_FLOAT, 0);
  }

  private void reserve(int n) {
    if (row.byteSize() < 4L * (n + Sums.LANES)) {
      row = Arena.ofAuto().allocate(4L * (n + Sums.LANES), 64);
      other = Arena.ofAuto().allocate(4L * (n + Sums.LANES), 64);
    }
  }

  /** A NaN may be passed over here: it makes its exponential, and so the sum, NaN. */
  private static void maximum(
      int n, float p, MemorySegment x, long xOffset, MemorySegment result, long resultOffset) {
    FloatVector m0 = load(x, xOffset);
    FloatVector m1 = m0;
    FloatVector m2 = m0;
    FloatVector m3 = m0;
    int last = n - GROUP;
    for (int i = 0; i < n; i += GROUP) { // one vector alone would wait for its latency
      long j = xOffset + Math.min(i, last);
      m0 = Halving.larger(pinned(m0), load(x, j));
      m1 = Halving.larger(pinned(m1), load(x, j + LENGTH));
      m2 = Halving.larger(pinned(m2), load(x, j + 2 * LENGTH));
      m3 = Halving.larger(pinned(m3), load(x, j + 3 * LENGTH));
    }
    FloatVector m01 = Halving.larger(pinned(m0), pinned(m1));
    FloatVector m23 = Halving.larger(pinned(m2), pinned(m3));
    store(Halving.max(Halving.larger(m01, m23)), result, resultOffset);
  }

  private static void maximumOfFew(
      int n, float p, MemorySegment x, long xOffset, MemorySegment result, long resultOffset) {
    int last = n - LENGTH;
    FloatVector m = load(x, xOffset);
    for (int i = 0; i < n; i += LENGTH) {
      m = Halving.larger(pinned(m), load(x, xOffset + Math.min(i, last)));
    }
    store(Halving.max(pinned(m)), result, resultOffset);
  }

  /** y ← e^(x − p). */
  private static void shiftedExp(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    int last = n - LENGTH;
    for (int i = 0; i < n; i += LENGTH) {
      int j = Math.min(i, last);
      store(SimdMath.exp(load(x, xOffset + j).sub(p)), y, yOffset + j);
    }
  }

  /** e ← e^(x − p), y ← d / q. */
  private static void expAndDivide(
      int n,
      float p,
      float q,
      MemorySegment x,
      long xOffset,
      MemorySegment e,
      long eOffset,
      MemorySegment d,
      long dOffset,
      MemorySegment y,
      long yOffset) {
    int last = n - LENGTH;
    for (int i = 0; i < n; i += LENGTH) {
      int j = Math.min(i, last);
      store(load(d, dOffset + j).div(q), y, yOffset + j);
      store(SimdMath.exp(load(x, xOffset + j).sub(p)), e, eOffset + j);
    }
  }

  /** y ← x − p. */
  private static void subtract(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    int last = n - LENGTH;
    for (int i = 0; i < n; i += LENGTH) {
      int j = Math.min(i, last);
      store(load(x, xOffset + j).sub(p), y, yOffset + j);
    }
  }

  /** y ← x / p. */
  private static void divide(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    int last = n - LENGTH;
    for (int i = 0; i < n; i += LENGTH) {
      int j = Math.min(i, last);
      store(load(x, xOffset + j).div(p), y, yOffset + j);
    }
  }

  /** y ← x·p. */
  private static void multiply(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    int last = n - LENGTH;
    for (int i = 0; i < n; i += LENGTH) {
      int j = Math.min(i, last);
      store(load(x, xOffset + j).mul(p), y, yOffset + j);
    }
  }
}
