package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Reductions;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Reductions on vectors. */
final class SimdReductions implements Reductions {
  private static final int GROUP = 4 * LENGTH;

  private final Sums sums = new Sums();

  SimdReductions() {}

  @Override
  public float dot(int n, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    return sums.dot(n, x, xOffset, y, yOffset);
  }

  @Override
  public float sum(int n, MemorySegment x, long xOffset) {
    return sums.sum(n, x, xOffset);
  }

  @Override
  public float max(int n, MemorySegment x, long xOffset) {
    return n < LENGTH ? largestOfFew(n, x, xOffset) : largest(n, x, xOffset);
  }

  private static float largestOfFew(int n, MemorySegment x, long xOffset) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, x.getAtIndex(JAVA_FLOAT, xOffset + i));
    }
    return largest;
  }

  /** The last vector overlaps the one before: twice the same element is no larger. */
  private static float largest(int n, MemorySegment x, long xOffset) {
    FloatVector m0 = Lanes.load(x, xOffset + n - LENGTH);
    FloatVector m1 = m0;
    FloatVector m2 = m0;
    FloatVector m3 = m0;
    int i = 0;
    for (; i <= n - GROUP; i += GROUP) { // one vector alone would wait for its own latency
      long xi = xOffset + i;
      m0 = m0.max(Lanes.load(x, xi));
      m1 = m1.max(Lanes.load(x, xi + LENGTH));
      m2 = m2.max(Lanes.load(x, xi + 2 * LENGTH));
      m3 = m3.max(Lanes.load(x, xi + 3 * LENGTH));
    }
    for (; i <= n - LENGTH; i += LENGTH) {
      m0 = m0.max(Lanes.load(x, xOffset + i));
    }
    FloatVector lanes = m0.max(m1).max(m2.max(m3));
    return lanes.reduceLanes(VectorOperators.MAX); // exact, so in any order
  }

  @Override
  public void columnSums(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      boolean accumulate,
      MemorySegment y,
      long yOffset) {
    int body = columns - columns % LENGTH;
    for (int c = 0; c < body; c += LENGTH) {
      FloatVector start = accumulate ? Lanes.load(y, yOffset + c) : FloatVector.zero(F32);
      Lanes.store(columns(rows, x, xOffset + c, ldx, start), y, yOffset + c);
    }
    for (int c = body; c < columns; c++) { // tail
      float start = accumulate ? y.getAtIndex(JAVA_FLOAT, yOffset + c) : 0;
      y.setAtIndex(JAVA_FLOAT, yOffset + c, column(rows, x, xOffset + c, ldx, start));
    }
  }

  private static FloatVector columns(
      int rows, MemorySegment x, long offset, int ldx, FloatVector sum) {
    for (int r = 0; r < rows; r++) {
      sum = sum.add(Lanes.load(x, offset + (long) r * ldx));
    }
    return sum;
  }

  private static float column(int rows, MemorySegment x, long offset, int ldx, float sum) {
    for (int r = 0; r < rows; r++) {
      sum += x.getAtIndex(JAVA_FLOAT, offset + (long) r * ldx);
    }
    return sum;
  }

  @Override
  public void columnDots(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy,
      boolean accumulate,
      MemorySegment z,
      long zOffset) {
    int body = columns - columns % LENGTH;
    for (int c = 0; c < body; c += LENGTH) {
      FloatVector start = accumulate ? Lanes.load(z, zOffset + c) : FloatVector.zero(F32);
      FloatVector sum = products(rows, x, xOffset + c, ldx, y, yOffset + c, ldy, start);
      Lanes.store(sum, z, zOffset + c);
    }
    for (int c = body; c < columns; c++) { // tail
      float sum = accumulate ? z.getAtIndex(JAVA_FLOAT, zOffset + c) : 0;
      for (int r = 0; r < rows; r++) {
        float xr = x.getAtIndex(JAVA_FLOAT, xOffset + c + (long) r * ldx);
        float yr = y.getAtIndex(JAVA_FLOAT, yOffset + c + (long) r * ldy);
        sum = Math.fma(xr, yr, sum);
      }
      z.setAtIndex(JAVA_FLOAT, zOffset + c, sum);
    }
  }

  private static FloatVector products(
      int rows,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy,
      FloatVector sum) {
    for (int r = 0; r < rows; r++) {
      FloatVector xr = Lanes.load(x, xOffset + (long) r * ldx);
      sum = xr.fma(Lanes.load(y, yOffset + (long) r * ldy), sum);
    }
    return sum;
  }
}
