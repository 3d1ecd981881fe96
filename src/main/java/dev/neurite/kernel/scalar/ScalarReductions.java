package dev.neurite.kernel.scalar;

import dev.neurite.kernel.Reductions;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Reductions in plain loops over copies of the operands. */
final class ScalarReductions implements Reductions {
  private final Scratch left = new Scratch();
  private final Scratch right = new Scratch();
  private final Scratch sumsByColumn = new Scratch();
  private final Sums sums = new Sums();

  ScalarReductions() {}

  @Override
  public float dot(int n, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    return sums.dot(n, left.vector(n, x, xOffset), right.vector(n, y, yOffset), 0);
  }

  @Override
  public float sum(int n, MemorySegment x, long xOffset) {
    return sums.sum(n, left.vector(n, x, xOffset));
  }

  @Override
  public float max(int n, MemorySegment x, long xOffset) {
    return largest(n, left.vector(n, x, xOffset));
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
    float[] sum = right.atLeast(columns);
    if (accumulate) {
      Scratch.read(columns, y, yOffset, sum, 0);
    } else {
      Arrays.fill(sum, 0, columns, 0);
    }
    for (int r = 0; r < rows; r++) {
      Sums.add(columns, left.vector(columns, x, xOffset + (long) r * ldx), 0, sum);
    }
    Scratch.write(columns, sum, y, yOffset);
  }

  private static float largest(int n, float[] x) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, x[i]); // NaN wins, and +0 over −0
    }
    return largest;
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
    float[] sum = sumsByColumn.atLeast(columns);
    if (accumulate) {
      Scratch.read(columns, z, zOffset, sum, 0);
    } else {
      Arrays.fill(sum, 0, columns, 0);
    }
    for (int r = 0; r < rows; r++) {
      float[] xs = left.vector(columns, x, xOffset + (long) r * ldx);
      float[] ys = right.vector(columns, y, yOffset + (long) r * ldy);
      for (int c = 0; c < columns; c++) {
        sum[c] = Math.fma(xs[c], ys[c], sum[c]);
      }
    }
    Scratch.write(columns, sum, z, zOffset);
  }
}
