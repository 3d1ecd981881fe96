package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.neurite.kernel.Normalisation;
import java.lang.foreign.MemorySegment;

/** Normalisation on vectors; the last few elements of a row go through {@link SimdTail}. */
abstract class SimdNormalisation implements Normalisation {
  private final Loop affine = Loop.of4(SimdNormalisation::affine);
  private final Loop affineAdd = Loop.of4(SimdNormalisation::affineAdd);
  private final Loop subtract = Loop.of(SimdNormalisation::subtract);
  private final Loop multiply = Loop.of(SimdNormalisation::multiply);
  private final Loop project = Loop.ofPair(SimdNormalisation::project);
  private final Sums sums = new Sums();
  private final SimdTail first = new SimdTail();
  private final SimdTail second = new SimdTail();
  private final SimdTail factors = new SimdTail();
  private final SimdTail shifts = new SimdTail();

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
    Loop loop = accumulate ? affineAdd : affine;
    int body = SimdTail.body(columns);
    int rest = columns - body;
    if (rest > 0) {
      factors.read(factor, factorOffset + body, rest);
      shifts.read(shift, shiftOffset + body, rest);
    }
    for (int r = 0; r < rows; r++) {
      long xRow = xOffset + (long) r * ldx;
      long yRow = yOffset + (long) r * ldy;
      loop.run(body, 0, x, xRow, factor, factorOffset, shift, shiftOffset, y, yRow);
      if (rest > 0) {
        first.read(x, xRow + body, rest);
        second.read(y, yRow + body, rest);
        MemorySegment tail = second.memory;
        loop.run(LENGTH, 0, first.memory, 0, factors.memory, 0, shifts.memory, 0, tail, 0);
        second.write(y, yRow + body, rest);
      }
    }
  }

  /** y ← fma(x, factor, shift). */
  private static void affine(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment factor,
      long factorOffset,
      MemorySegment shift,
      long shiftOffset,
      MemorySegment y,
      long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      var sum = load(shift, shiftOffset + i);
      store(load(x, xOffset + i).fma(load(factor, factorOffset + i), sum), y, yOffset + i);
    }
  }

  /** y ← fma(x, factor, y + shift). */
  private static void affineAdd(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment factor,
      long factorOffset,
      MemorySegment shift,
      long shiftOffset,
      MemorySegment y,
      long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      var sum = load(y, yOffset + i).add(load(shift, shiftOffset + i));
      store(load(x, xOffset + i).fma(load(factor, factorOffset + i), sum), y, yOffset + i);
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
      long xRow = xOffset + (long) r * ldx;
      long yRow = yOffset + (long) r * ldy;
      apply(subtract, columns, sums.sum(columns, x, xRow) / columns, x, xRow, y, yRow);
      float variance = sums.dot(columns, y, yRow, y, yRow) / columns;
      float scale = 1 / (float) Math.sqrt(variance + epsilon);
      apply(multiply, columns, scale, y, yRow, y, yRow);
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
    int body = SimdTail.body(columns);
    int rest = columns - body;
    for (int r = 0; r < rows; r++) {
      long yRow = yOffset + (long) r * ldy;
      long dyRow = dyOffset + (long) r * lddy;
      long dxRow = dxOffset + (long) r * lddx;
      float mean = sums.sum(columns, dy, dyRow) / columns;
      float slope = -(sums.dot(columns, dy, dyRow, y, yRow) / columns);
      project.run(body, mean, slope, y, yRow, dy, dyRow, dx, dxRow, dx, dxRow);
      if (rest > 0) {
        first.read(y, yRow + body, rest);
        second.read(dy, dyRow + body, rest);
        MemorySegment tail = second.memory;
        project.run(LENGTH, mean, slope, first.memory, 0, tail, 0, tail, 0, tail, 0);
        second.write(dx, dxRow + body, rest);
      }
      float scale = inverse.getAtIndex(JAVA_FLOAT, inverseOffset + r);
      apply(multiply, columns, scale, dx, dxRow, dx, dxRow);
    }
  }

  /** dx ← fma(slope, y, dy − mean). */
  private static void project(
      int n,
      float mean,
      float slope,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      MemorySegment unused,
      long unusedOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      var rest = load(dy, dyOffset + i).sub(mean);
      store(broadcast(F32, slope).fma(load(y, yOffset + i), rest), dx, dxOffset + i);
    }
  }

  private void apply(
      Loop loop, int n, float p, MemorySegment x, long xRow, MemorySegment y, long yRow) {
    int body = SimdTail.body(n);
    loop.run(body, p, x, xRow, y, yRow);
    if (body < n) {
      first.read(x, xRow + body, n - body);
      loop.run(LENGTH, p, first.memory, 0, first.memory, 0);
      first.write(y, yRow + body, n - body);
    }
  }

  private static void subtract(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      store(load(x, xOffset + i).sub(p), y, yOffset + i);
    }
  }

  private static void multiply(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      store(load(x, xOffset + i).mul(p), y, yOffset + i);
    }
  }
}
