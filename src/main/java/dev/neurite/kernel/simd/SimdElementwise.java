package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;

import dev.neurite.kernel.Elementwise;
import dev.neurite.kernel.Function;
import java.lang.foreign.MemorySegment;

/**
 * Activations, softmax and scaling: whole vectors straight from memory, the last few elements
 * through {@link SimdTail} and the same loop.
 */
final class SimdElementwise extends SimdNormalisation implements Elementwise {
  private final SimdActivations activations = new SimdActivations();
  private final SimdGradients gradients = new SimdGradients();
  private final SimdTail x = new SimdTail();
  private final SimdTail y = new SimdTail();
  private final SimdTail dy = new SimdTail();
  private final Loop slopes = Loop.of4(SimdElementwise::slopes);
  private final Loop scale = Loop.of4(SimdElementwise::scale);
  private final Sums sums = new Sums();
  private final ShortRows shortRows = new ShortRows();
  private final SimdSoftmax softmax = new SimdSoftmax();

  @Override
  public void activate(
      Function f,
      float parameter,
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset) {
    int body = SimdTail.body(n);
    activations.apply(f, parameter, body, x, xOffset, y, yOffset);
    if (body < n) {
      this.x.read(x, xOffset + body, n - body);
      activations.apply(f, parameter, LENGTH, this.x.memory, 0, this.x.memory, 0);
      this.x.write(y, yOffset + body, n - body);
    }
  }

  @Override
  public void activateBackward(
      Function f,
      float parameter,
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    int body = SimdTail.body(n);
    gradients.apply(f, parameter, body, x, xOffset, y, yOffset, dy, dyOffset, dx, dxOffset);
    if (body < n) {
      this.x.read(x, xOffset + body, n - body);
      this.y.read(y, yOffset + body, n - body);
      this.dy.read(dy, dyOffset + body, n - body);
      MemorySegment tail = this.dy.memory;
      gradients.apply(f, parameter, LENGTH, this.x.memory, 0, this.y.memory, 0, tail, 0, tail, 0);
      this.dy.write(dx, dxOffset + body, n - body);
    }
  }

  @Override
  public void softmax(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy) {
    if (ShortRows.serves(columns)) {
      shortRows.softmax(rows, columns, x, xOffset, ldx, y, yOffset, ldy);
      return;
    }
    if (rows > 0 && columns > 0) {
      softmax.softmax(rows, columns, x, xOffset, ldx, y, yOffset, ldy);
    }
  }

  @Override
  public void logSoftmax(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy) {
    if (ShortRows.serves(columns)) {
      shortRows.logSoftmax(rows, columns, x, xOffset, ldx, y, yOffset, ldy);
      return;
    }
    for (int r = 0; r < rows && columns > 0; r++) {
      softmax.log(columns, x, xOffset + (long) r * ldx, y, yOffset + (long) r * ldy);
    }
  }

  @Override
  public void softmaxBackward(
      int rows,
      int columns,
      MemorySegment y,
      long yOffset,
      int ldy,
      MemorySegment dy,
      long dyOffset,
      int lddy,
      MemorySegment dx,
      long dxOffset,
      int lddx) {
    int body = SimdTail.body(columns);
    for (int r = 0; r < rows; r++) {
      long yRow = yOffset + (long) r * ldy;
      long dyRow = dyOffset + (long) r * lddy;
      long dxRow = dxOffset + (long) r * lddx;
      float dot = sums.dot(columns, y, yRow, dy, dyRow);
      slopes.run(body, dot, y, yRow, dy, dyRow, dx, dxRow, dx, dxRow);
      if (body < columns) {
        this.y.read(y, yRow + body, columns - body);
        this.dy.read(dy, dyRow + body, columns - body);
        MemorySegment tail = this.dy.memory;
        slopes.run(LENGTH, dot, this.y.memory, 0, tail, 0, tail, 0, tail, 0);
        this.dy.write(dx, dxRow + body, columns - body);
      }
    }
  }

  /** dx ← y·(dy − dot). */
  private static void slopes(
      int n,
      float dot,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      MemorySegment unused,
      long unusedOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      store(load(y, yOffset + i).mul(load(dy, dyOffset + i).sub(dot)), dx, dxOffset + i);
    }
  }

  @Override
  public void scaleColumns(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment shift,
      long shiftOffset,
      MemorySegment factor,
      long factorOffset,
      MemorySegment y,
      long yOffset,
      int ldy) {
    int body = SimdTail.body(columns);
    if (body < columns) {
      this.y.read(shift, shiftOffset + body, columns - body);
      this.dy.read(factor, factorOffset + body, columns - body);
    }
    for (int r = 0; r < rows; r++) {
      long xRow = xOffset + (long) r * ldx;
      long yRow = yOffset + (long) r * ldy;
      scale.run(body, 0, x, xRow, shift, shiftOffset, factor, factorOffset, y, yRow);
      if (body < columns) {
        MemorySegment tail = this.x.memory;
        this.x.read(x, xRow + body, columns - body);
        scale.run(LENGTH, 0, tail, 0, this.y.memory, 0, this.dy.memory, 0, tail, 0);
        this.x.write(y, yRow + body, columns - body);
      }
    }
  }

  /** y ← (x − shift)·factor. */
  private static void scale(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment shift,
      long shiftOffset,
      MemorySegment factor,
      long factorOffset,
      MemorySegment y,
      long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      store(
          load(x, xOffset + i)
              .sub(load(shift, shiftOffset + i))
              .mul(load(factor, factorOffset + i)),
          y,
          yOffset + i);
    }
  }
}
