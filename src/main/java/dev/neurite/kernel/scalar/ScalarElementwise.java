package dev.neurite.kernel.scalar;

import dev.neurite.kernel.Elementwise;
import dev.neurite.kernel.Function;
import java.lang.foreign.MemorySegment;

/** Activations, softmax and scaling, a block of a row at a time. */
final class ScalarElementwise extends ScalarNormalisation implements Elementwise {
  private final float[] x = new float[Scratch.BLOCK];
  private final float[] y = new float[Scratch.BLOCK];
  private final float[] dy = new float[Scratch.BLOCK];
  private final Sums sums = new Sums();
  private final ScalarSoftmax softmax = new ScalarSoftmax();

  @Override
  public void activate(
      Function f,
      float parameter,
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset) {
    float[] a = this.x;
    for (int done = 0, count; done < n; done += count) {
      count = Scratch.count(done, n);
      Scratch.read(count, x, xOffset + done, this.x, 0);
      activate(f, parameter, count, a);
      Scratch.write(count, this.x, y, yOffset + done);
    }
  }

  /** a ← f(a), n elements. */
  static void activate(Function f, float parameter, int n, float[] a) {
    for (int i = 0; i < n; i++) {
      a[i] = ScalarFunctions.value(f, parameter, a[i]);
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
    float[] a = this.dy;
    for (int done = 0, count; done < n; done += count) {
      count = Scratch.count(done, n);
      Scratch.read(count, x, xOffset + done, this.x, 0);
      Scratch.read(count, y, yOffset + done, this.y, 0);
      Scratch.read(count, dy, dyOffset + done, this.dy, 0);
      for (int i = 0; i < count; i++) {
        a[i] = ScalarFunctions.backward(f, parameter, this.x[i], this.y[i], a[i]);
      }
      Scratch.write(count, this.dy, dx, dxOffset + done);
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
    for (int r = 0; r < rows; r++) {
      long yRow = yOffset + (long) r * ldy;
      softmax.exponentials(columns, x, xOffset + (long) r * ldx, y, yRow);
      softmax.divide(columns, y, yRow);
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
    for (int r = 0; r < rows; r++) {
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
    for (int r = 0; r < rows; r++) {
      long yRow = yOffset + (long) r * ldy;
      long dyRow = dyOffset + (long) r * lddy;
      float dot = dot(columns, y, yRow, dy, dyRow);
      long dxRow = dxOffset + (long) r * lddx;
      for (int done = 0, count; done < columns; done += count) {
        count = Scratch.count(done, columns);
        Scratch.read(count, y, yRow + done, this.y, 0);
        Scratch.read(count, dy, dyRow + done, this.dy, 0);
        for (int i = 0; i < count; i++) {
          this.dy[i] = this.y[i] * (this.dy[i] - dot);
        }
        Scratch.write(count, this.dy, dx, dxRow + done);
      }
    }
  }

  private float dot(int n, MemorySegment y, long yRow, MemorySegment dy, long dyRow) {
    sums.clear();
    for (int done = 0, count; done < n; done += count) {
      count = Scratch.count(done, n);
      Scratch.read(count, y, yRow + done, this.y, 0);
      Scratch.read(count, dy, dyRow + done, this.dy, 0);
      sums.addProducts(count, this.y, this.dy, 0);
    }
    return sums.halve();
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
    for (int done = 0, count; done < columns; done += count) {
      count = Scratch.count(done, columns);
      Scratch.read(count, shift, shiftOffset + done, this.y, 0);
      Scratch.read(count, factor, factorOffset + done, this.dy, 0);
      for (int r = 0; r < rows; r++) {
        Scratch.read(count, x, xOffset + done + (long) r * ldx, this.x, 0);
        for (int i = 0; i < count; i++) {
          this.x[i] = (this.x[i] - this.y[i]) * this.dy[i];
        }
        Scratch.write(count, this.x, y, yOffset + done + (long) r * ldy);
      }
    }
  }
}
