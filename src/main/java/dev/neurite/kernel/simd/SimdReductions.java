package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static jdk.incubator.vector.VectorOperators.MAX;

import dev.neurite.kernel.Reductions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** Reductions on vectors. */
final class SimdReductions implements Reductions {
  private static final int GROUP = 4 * LENGTH;

  private final Sums sums = new Sums();
  private final Loop largest = Loop.of(SimdReductions::largest);
  private final Loop largestOfFew = Loop.of(SimdReductions::largestOfFew);
  private final Loop zero = Loop.of(SimdGradients::zero);
  private final Loop addRows = Loop.ofBlock(SimdReductions::addRows);
  private final Loop addProducts = Loop.ofBlock(SimdReductions::addProducts);
  private final MemorySegment one = Arena.ofAuto().allocate(4, 64);

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
    if (n < LENGTH) {
      return largestOfTail(n, x, xOffset);
    }
    (n < GROUP ? largestOfFew : largest).run(n, 0, x, xOffset, one, 0);
    return one.get(JAVA_FLOAT, 0);
  }

  private static float largestOfTail(int n, MemorySegment x, long xOffset) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, x.getAtIndex(JAVA_FLOAT, xOffset + i));
    }
    return largest;
  }

  /** The last group overlaps the one before: twice the same element is no larger. */
  private static void largest(
      int n, float p, MemorySegment x, long xOffset, MemorySegment result, long resultOffset) {
    FloatVector m0 = Lanes.load(x, xOffset);
    FloatVector m1 = m0;
    FloatVector m2 = m0;
    FloatVector m3 = m0;
    int last = n - GROUP;
    for (int i = 0; i < n; i += GROUP) { // one vector alone would wait for its own latency
      long j = xOffset + Math.min(i, last);
      m0 = Lanes.pinned(m0).max(Lanes.load(x, j));
      m1 = Lanes.pinned(m1).max(Lanes.load(x, j + LENGTH));
      m2 = Lanes.pinned(m2).max(Lanes.load(x, j + 2 * LENGTH));
      m3 = Lanes.pinned(m3).max(Lanes.load(x, j + 3 * LENGTH));
    }
    FloatVector m01 = Lanes.pinned(m0).max(Lanes.pinned(m1));
    FloatVector lanes = Lanes.pinned(m2).max(Lanes.pinned(m3)).max(m01);
    result.setAtIndex(JAVA_FLOAT, resultOffset, lanes.reduceLanes(MAX)); // exact, in any order
  }

  private static void largestOfFew(
      int n, float p, MemorySegment x, long xOffset, MemorySegment result, long resultOffset) {
    int last = n - LENGTH;
    FloatVector m = Lanes.load(x, xOffset);
    for (int i = 0; i < n; i += LENGTH) {
      m = Lanes.pinned(m).max(Lanes.load(x, xOffset + Math.min(i, last)));
    }
    result.setAtIndex(JAVA_FLOAT, resultOffset, Lanes.pinned(m).reduceLanes(MAX));
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
    if (!accumulate) {
      zero.run(body, 0, y, yOffset, y, yOffset);
    }
    addRows.run(body, rows, x, xOffset, ldx, x, xOffset, ldx, y, yOffset);
    for (int c = body; c < columns; c++) { // tail
      float start = accumulate ? y.getAtIndex(JAVA_FLOAT, yOffset + c) : 0;
      y.setAtIndex(JAVA_FLOAT, yOffset + c, column(rows, x, xOffset + c, ldx, start));
    }
  }

  /** y ← y + the rows of x, n columns of them, a multiple of {@link Lanes#LENGTH}. */
  private static void addRows(
      int n,
      int rows,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment unused,
      long unusedOffset,
      int unusedToo,
      MemorySegment y,
      long yOffset) {
    for (int c = 0; c < n; c += LENGTH) {
      FloatVector sum = Lanes.load(y, yOffset + c);
      for (int r = 0; r < rows; r++) {
        sum = Lanes.pinned(sum).add(Lanes.load(x, xOffset + c + (long) r * ldx));
      }
      Lanes.store(sum, y, yOffset + c);
    }
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
    if (!accumulate) {
      zero.run(body, 0, z, zOffset, z, zOffset);
    }
    addProducts.run(body, rows, x, xOffset, ldx, y, yOffset, ldy, z, zOffset);
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

  /** z ← z + x·y of the rows, n columns of them, a multiple of {@link Lanes#LENGTH}. */
  private static void addProducts(
      int n,
      int rows,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy,
      MemorySegment z,
      long zOffset) {
    for (int c = 0; c < n; c += LENGTH) {
      FloatVector sum = Lanes.load(z, zOffset + c);
      for (int r = 0; r < rows; r++) {
        FloatVector xr = Lanes.load(x, xOffset + c + (long) r * ldx);
        sum = xr.fma(Lanes.load(y, yOffset + c + (long) r * ldy), Lanes.pinned(sum));
      }
      Lanes.store(sum, z, zOffset + c);
    }
  }
}
