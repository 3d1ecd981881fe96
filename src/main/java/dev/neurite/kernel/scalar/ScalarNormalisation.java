package dev.neurite.kernel.scalar;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Normalisation;
import java.lang.foreign.MemorySegment;

/** Normalisation in plain loops, a block of a row at a time. */
abstract class ScalarNormalisation implements Normalisation {
  private final float[] a = new float[Scratch.BLOCK];
  private final float[] b = new float[Scratch.BLOCK];
  private final float[] factors = new float[Scratch.BLOCK];
  private final float[] shifts = new float[Scratch.BLOCK];
  private final Sums sums = new Sums();

  @Override
  public final void affineColumns(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment factor,
      long factorOffset,
      MemorySegment shift,
      long shiftOffset,
      boolean accumulate,
      MemorySegment y,
      long yOffset,
      int ldy) {
    for (int done = 0, count; done < columns; done += count) {
      count = Scratch.count(done, columns);
      Scratch.read(count, factor, factorOffset + done, factors, 0);
      Scratch.read(count, shift, shiftOffset + done, shifts, 0);
      for (int r = 0; r < rows; r++) {
        long yStart = yOffset + done + (long) r * ldy;
        Scratch.read(count, x, xOffset + done + (long) r * ldx, a, 0);
        if (accumulate) {
          Scratch.read(count, y, yStart, b, 0);
        }
        for (int i = 0; i < count; i++) {
          a[i] = Math.fma(a[i], factors[i], accumulate ? b[i] + shifts[i] : shifts[i]);
        }
        Scratch.write(count, a, y, yStart);
      }
    }
  }

  @Override
  public final void normaliseRows(
      int rows,
      int columns,
      float epsilon,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy,
      MemorySegment inverse,
      long inverseOffset) {
    for (int r = 0; r < rows; r++) {
      long yRow = yOffset + (long) r * ldy;
      centre(columns, x, xOffset + (long) r * ldx, y, yRow);
      float variance = dot(columns, y, yRow, y, yRow) / columns;
      float scale = 1 / (float) Math.sqrt(variance + epsilon);
      multiply(columns, scale, y, yRow);
      inverse.setAtIndex(JAVA_FLOAT, inverseOffset + r, scale);
    }
  }

  @Override
  public final void normaliseRowsBackward(
      int rows,
      int columns,
      MemorySegment y,
      long yOffset,
      int ldy,
      MemorySegment dy,
      long dyOffset,
      int lddy,
      MemorySegment inverse,
      long inverseOffset,
      MemorySegment dx,
      long dxOffset,
      int lddx) {
    for (int r = 0; r < rows; r++) {
      long yRow = yOffset + (long) r * ldy;
      long dyRow = dyOffset + (long) r * lddy;
      long dxRow = dxOffset + (long) r * lddx;
      float mean = sum(columns, dy, dyRow) / columns;
      float slope = dot(columns, dy, dyRow, y, yRow) / columns;
      for (int done = 0, count; done < columns; done += count) {
        count = Scratch.count(done, columns);
        Scratch.read(count, dy, dyRow + done, a, 0);
        Scratch.read(count, y, yRow + done, b, 0);
        for (int i = 0; i < count; i++) {
          a[i] = Math.fma(-slope, b[i], a[i] - mean);
        }
        Scratch.write(count, a, dx, dxRow + done);
      }
      multiply(columns, inverse.getAtIndex(JAVA_FLOAT, inverseOffset + r), dx, dxRow);
    }
  }

  /** y ← x − mean of x. */
  private void centre(int n, MemorySegment x, long xRow, MemorySegment y, long yRow) {
    float mean = sum(n, x, xRow) / n;
    for (int done = 0, count; done < n; done += count) {
      count = Scratch.count(done, n);
      Scratch.read(count, x, xRow + done, a, 0);
      for (int i = 0; i < count; i++) {
        a[i] -= mean;
      }
      Scratch.write(count, a, y, yRow + done);
    }
  }

  /** y ← y·factor. */
  private void multiply(int n, float factor, MemorySegment y, long yRow) {
    for (int done = 0, count; done < n; done += count) {
      count = Scratch.count(done, n);
      Scratch.read(count, y, yRow + done, a, 0);
      for (int i = 0; i < count; i++) {
        a[i] *= factor;
      }
      Scratch.write(count, a, y, yRow + done);
    }
  }

  private float sum(int n, MemorySegment x, long xRow) {
    sums.clear();
    for (int done = 0, count; done < n; done += count) {
      count = Scratch.count(done, n);
      Scratch.read(count, x, xRow + done, a, 0);
      sums.add(count, a);
    }
    return sums.halve();
  }

  private float dot(int n, MemorySegment x, long xRow, MemorySegment y, long yRow) {
    sums.clear();
    for (int done = 0, count; done < n; done += count) {
      count = Scratch.count(done, n);
      Scratch.read(count, x, xRow + done, a, 0);
      Scratch.read(count, y, yRow + done, b, 0);
      sums.addProducts(count, a, b, 0);
    }
    return sums.halve();
  }
}
